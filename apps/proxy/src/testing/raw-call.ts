import { once } from "node:events";
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from "node:http2";
import { GenerateRequest } from "@compute-proxy/api";

/** A connection without gRPC's manners: what it does is the test's own doing. Errors of it are the test's to look for. */
export function rawSession(address: string): ClientHttp2Session {
  return connect(`http://${address}`).on("error", () => undefined);
}

/** Begins a call and sends its one message; the request ends there. */
function rawCall(session: ClientHttp2Session, path: string, message: Uint8Array): ClientHttp2Stream {
  const stream = session.request({
    ":method": "POST",
    ":path": path,
    "content-type": "application/grpc",
    te: "trailers",
  });
  const length = Buffer.alloc(5);
  length.writeUInt32BE(message.length, 1);
  stream.on("error", () => undefined).end(Buffer.concat([length, message]));
  return stream;
}

/** A GenerateStream. */
export function rawGenerateStream(session: ClientHttp2Session, prompt: string): ClientHttp2Stream {
  const request = GenerateRequest.fromPartial({ prompt, model: "smollm2:135m" });
  return rawCall(session, "/compute.v1.ComputeService/GenerateStream", GenerateRequest.encode(request).finish());
}

/** What grpc.health.v1 tells a watcher: 1 SERVING, 2 NOT_SERVING. */
export interface HealthWatch {
  readonly seen: readonly number[];
  readonly session: ClientHttp2Session;
}

/** Watches the health of the whole server. Resolves when it has told the first time. */
export async function watchHealth(address: string): Promise<HealthWatch> {
  const session = rawSession(address);
  const stream = rawCall(session, "/grpc.health.v1.Health/Watch", new Uint8Array());
  const seen: number[] = [];
  // A frame is its length in 5 bytes and the message: field 1, a number of one byte.
  stream.on("data", (frames: Buffer) => {
    for (let at = 0; at < frames.length; at += 5 + frames.readUInt32BE(at + 1)) seen.push(frames[at + 6] ?? 0);
  });
  await once(stream, "data");
  return { seen, session };
}
