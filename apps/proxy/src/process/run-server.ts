import { type Clock, systemClock } from "@compute-proxy/core";
import type { Logger } from "pino";
import type { Streams } from "../commands/streams.js";
import { processClock } from "./patient-clock.js";
import { processLog } from "./process-log.js";
import { survive } from "./survive.js";
import { trimAtRest } from "./trim-at-rest.js";
import { type Drainable, untilStopped } from "./until-stopped.js";

/** A server that is the purpose of its process. */
export interface ServerCommand<Server extends Drainable> {
  readonly logLevel: string;
  readonly start: (log: Logger, clock: Clock) => Promise<Server>;
  /** What standard output says once it serves. */
  readonly tell: (server: Server) => string;
}

/**
 * Starts a server and serves until a signal says to stop; resolves with the exit code. Errors that nobody caught, a log that
 * cannot be written, a closed standard output and a process that stood still end neither the process nor its calls. While it
 * rests it gives memory back.
 */
export async function runServer<Server extends Drainable>(
  { logLevel, start, tell }: ServerCommand<Server>,
  { out }: Streams,
): Promise<number> {
  const own = processLog(logLevel);
  const { log } = own;
  using _crashes = survive(own, systemClock);
  using _memory = trimAtRest({ log, clock: processClock });
  const onOutError = (error: Error): void => log.warn({ err: error }, "standard output cannot be written");
  out.on("error", onOutError);
  const server = await start(log, processClock);
  // Before the address is told: who knows it may send a signal at once.
  const stopped = untilStopped(server, log);
  out.write(tell(server));
  const code = await stopped;
  // A reader of the log who has stopped reading must not keep the process.
  if (!(await own.flush(systemClock))) process.exit(code);
  out.off("error", onOutError);
  return code;
}
