/**
 * Every way in which a call can end badly.
 * `status` is the canonical code (google.rpc.Code) that a client sees; `failOver` says whether another backend may do better.
 */
export const errorCodes = {
  // The request.
  "invalid-request": { status: "INVALID_ARGUMENT", failOver: false },
  "input-not-usable": { status: "INVALID_ARGUMENT", failOver: false },
  "template-failed": { status: "INVALID_ARGUMENT", failOver: false },
  "condition-failed": { status: "INVALID_ARGUMENT", failOver: false },
  "pipeline-not-found": { status: "NOT_FOUND", failOver: false },
  "backend-not-found": { status: "NOT_FOUND", failOver: false },
  "model-not-found": { status: "NOT_FOUND", failOver: false },
  "group-not-found": { status: "NOT_FOUND", failOver: false },
  "pipelines-off": { status: "FAILED_PRECONDITION", failOver: false },
  "pipeline-has-problems": { status: "FAILED_PRECONDITION", failOver: false },
  "excluded-by-rule": { status: "FAILED_PRECONDITION", failOver: false },
  "not-capable": { status: "FAILED_PRECONDITION", failOver: false },
  "not-supported-yet": { status: "UNIMPLEMENTED", failOver: false },
  // The run.
  cancelled: { status: "CANCELLED", failOver: false },
  "deadline-exceeded": { status: "DEADLINE_EXCEEDED", failOver: false },
  "stage-timeout": { status: "DEADLINE_EXCEEDED", failOver: false },
  "no-backend": { status: "UNAVAILABLE", failOver: false },
  "shutting-down": { status: "UNAVAILABLE", failOver: false },
  // The engine, before or while it answers.
  "engine-refused": { status: "UNAVAILABLE", failOver: true },
  "engine-unresolved": { status: "UNAVAILABLE", failOver: true },
  "engine-connect-timeout": { status: "UNAVAILABLE", failOver: true },
  "engine-timeout": { status: "UNAVAILABLE", failOver: true },
  "engine-stalled": { status: "UNAVAILABLE", failOver: true },
  "engine-reset": { status: "UNAVAILABLE", failOver: true },
  "engine-failed": { status: "UNAVAILABLE", failOver: true },
  "engine-unreadable": { status: "UNAVAILABLE", failOver: true },
  "engine-redirected": { status: "UNAVAILABLE", failOver: true },
  "no-final-record": { status: "UNAVAILABLE", failOver: true },
  "engine-busy": { status: "RESOURCE_EXHAUSTED", failOver: true },
  "engine-credentials": { status: "FAILED_PRECONDITION", failOver: true },
  "engine-lacks-model": { status: "NOT_FOUND", failOver: true },
  "engine-rejected": { status: "INVALID_ARGUMENT", failOver: false },
  "prompt-too-long": { status: "INVALID_ARGUMENT", failOver: false },
  "answer-too-large": { status: "RESOURCE_EXHAUSTED", failOver: false },
  // Us.
  internal: { status: "INTERNAL", failOver: false },
} as const satisfies Record<string, { readonly status: CanonicalStatus; readonly failOver: boolean }>;

/** The names of google.rpc.Code that we send. UNKNOWN is not among them: a client that sees it has found a bug. */
export type CanonicalStatus =
  | "INVALID_ARGUMENT"
  | "NOT_FOUND"
  | "FAILED_PRECONDITION"
  | "RESOURCE_EXHAUSTED"
  | "DEADLINE_EXCEEDED"
  | "UNAVAILABLE"
  | "UNIMPLEMENTED"
  | "CANCELLED"
  | "INTERNAL";

/** One of the closed set. */
export type ErrorCode = keyof typeof errorCodes;

/** Whether a text that came from outside is one of our codes. */
export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(errorCodes, value);
}
