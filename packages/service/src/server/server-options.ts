import type { ServerOptions } from "@grpc/grpc-js";
import { deadlineInterceptor } from "../call/deadline-interceptor.js";

/** Largest message in either direction: audio travels whole. */
const maxMessageBytes = 32 * 1024 * 1024;

/** grpc-js bounds neither streams nor session memory by itself; a connection that is dead or idle is closed. */
export const serverOptions: ServerOptions = {
  "grpc.max_receive_message_length": maxMessageBytes,
  "grpc.max_send_message_length": maxMessageBytes,
  "grpc.max_concurrent_streams": 256,
  // Megabytes: several of the largest answers queued for one connection.
  "grpc-node.max_session_memory": 256,
  "grpc.keepalive_time_ms": 60_000,
  "grpc.keepalive_timeout_ms": 20_000,
  "grpc.max_connection_idle_ms": 30 * 60_000,
  interceptors: [deadlineInterceptor],
};
