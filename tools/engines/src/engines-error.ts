export type EnginesErrorCode =
  | "usage"
  | "missing-tool"
  | "package-gone"
  | "wrong-checksum"
  | "command-failed"
  | "server-failed"
  | "state-unreadable"
  | "busy";

/** What went wrong, with which thing; `details` are further lines for a person, the last lines of a log for example. */
export class EnginesError extends Error {
  readonly code: EnginesErrorCode;
  readonly details: readonly string[];

  constructor(code: EnginesErrorCode, message: string, details: readonly string[] = []) {
    super(message);
    this.name = "EnginesError";
    this.code = code;
    this.details = details;
  }
}

export function isEnginesError(error: unknown): error is EnginesError {
  return error instanceof Error && error.name === "EnginesError";
}
