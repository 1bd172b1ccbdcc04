/** What follows from an error. */
interface ErrorRule {
  /** The canonical code (google.rpc.Code) that a client sees. */
  readonly status: CanonicalStatus;
  /** Whether another backend may do better. */
  readonly failOver: boolean;
  /** How often the same backend may be asked again, where it had not begun to answer. Absent: never. */
  readonly retries?: number;
  /** Whether it speaks against the backend with that model, so that a row of them opens the circuit. */
  readonly trips?: true;
}

/** Every way in which a call can end badly. */
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
  "run-not-found": { status: "NOT_FOUND", failOver: false },
  // A verdict on an answer: the file of outcomes needs a hand, or a moment.
  "outcomes-not-kept": { status: "FAILED_PRECONDITION", failOver: false },
  "outcomes-locked": { status: "UNAVAILABLE", failOver: false },
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
  // The heap of this process is nearly full.
  overloaded: { status: "RESOURCE_EXHAUSTED", failOver: false },
  // A backend, before it was asked.
  "queue-full": { status: "RESOURCE_EXHAUSTED", failOver: true },
  "circuit-open": { status: "UNAVAILABLE", failOver: true },
  // The engine, before or while it answers.
  "engine-refused": { status: "UNAVAILABLE", failOver: true, retries: 2, trips: true },
  "engine-unresolved": { status: "UNAVAILABLE", failOver: true, retries: 1, trips: true },
  "engine-connect-timeout": { status: "UNAVAILABLE", failOver: true, retries: 1, trips: true },
  "engine-timeout": { status: "UNAVAILABLE", failOver: true, trips: true },
  "engine-stalled": { status: "UNAVAILABLE", failOver: true, trips: true },
  "engine-reset": { status: "UNAVAILABLE", failOver: true, retries: 2, trips: true },
  // It wrote, but under the minimum rate.
  "engine-slow": { status: "UNAVAILABLE", failOver: true },
  "engine-failed": { status: "UNAVAILABLE", failOver: true, retries: 1, trips: true },
  "engine-unreadable": { status: "UNAVAILABLE", failOver: true, retries: 1, trips: true },
  // Unreadable after a part of the answer had come.
  "engine-garbled": { status: "INTERNAL", failOver: true, trips: true },
  "engine-redirected": { status: "UNAVAILABLE", failOver: true, trips: true },
  "no-final-record": { status: "UNAVAILABLE", failOver: true, retries: 1, trips: true },
  "engine-busy": { status: "RESOURCE_EXHAUSTED", failOver: true, retries: 2 },
  "engine-credentials": { status: "FAILED_PRECONDITION", failOver: true, trips: true },
  "engine-lacks-model": { status: "NOT_FOUND", failOver: true },
  "engine-rejected": { status: "INVALID_ARGUMENT", failOver: false },
  "prompt-too-long": { status: "INVALID_ARGUMENT", failOver: false },
  "answer-too-large": { status: "RESOURCE_EXHAUSTED", failOver: false },
  // A backend that was to go on with an answer wrote another one.
  "failover-mismatch": { status: "UNAVAILABLE", failOver: false },
  // Us.
  // This process can open no connection, to whatever engine: it is out of file descriptors, ports or buffers.
  "no-descriptors": { status: "UNAVAILABLE", failOver: false },
  internal: { status: "INTERNAL", failOver: false },
} as const satisfies Record<string, ErrorRule>;

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

/** What follows from an error of a code. */
export function errorRule(code: ErrorCode): ErrorRule {
  return errorCodes[code];
}

/** One of the closed set. */
export type ErrorCode = keyof typeof errorCodes;

/** Whether a text that came from outside is one of our codes. */
export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(errorCodes, value);
}
