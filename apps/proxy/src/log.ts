import { type DestinationStream, type Logger, pino } from "pino";

/** Where log lines go and how many. */
export interface LogPlan {
  /** pino's names: fatal, error, warn, info, debug, trace, silent. */
  readonly level: string;
  readonly destination: DestinationStream;
}

/** One JSON line per event. No prompt, answer or credential is ever handed to it. */
export function createLog({ level, destination }: LogPlan): Logger {
  return pino({ level, base: null, timestamp: isoTime() }, destination);
}

/** The entry for the time, as pino's own writes it. The second is written once and kept: a busy server writes thousands of lines in it. */
function isoTime(): () => string {
  let second = Number.NaN;
  let upToSecond = "";
  return () => {
    const now = Date.now();
    const ms = now % 1000;
    if (now - ms !== second) {
      second = now - ms;
      upToSecond = new Date(second).toISOString().slice(0, -"000Z".length);
    }
    return `,"time":"${upToSecond}${String(ms).padStart(3, "0")}Z"`;
  };
}
