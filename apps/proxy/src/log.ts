import { type DestinationStream, type Logger, pino } from "pino";

/** Where log lines go and how many. */
export interface LogPlan {
  /** pino's names: fatal, error, warn, info, debug, trace, silent. */
  readonly level: string;
  readonly destination?: DestinationStream | undefined;
}

/** One JSON line per event on standard error. No prompt, answer or credential is ever handed to it. */
export function createLog({ level, destination }: LogPlan): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return pino(options, destination ?? pino.destination({ dest: 2, sync: true }));
}
