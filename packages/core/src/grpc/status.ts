import { Status } from "nice-grpc-common";
import type { CanonicalStatus } from "../error-code.js";

/** The one place where a canonical status becomes a number of the wire. */
export const statusNumbers = {
  INVALID_ARGUMENT: Status.INVALID_ARGUMENT,
  NOT_FOUND: Status.NOT_FOUND,
  FAILED_PRECONDITION: Status.FAILED_PRECONDITION,
  RESOURCE_EXHAUSTED: Status.RESOURCE_EXHAUSTED,
  DEADLINE_EXCEEDED: Status.DEADLINE_EXCEEDED,
  UNAVAILABLE: Status.UNAVAILABLE,
  UNIMPLEMENTED: Status.UNIMPLEMENTED,
  CANCELLED: Status.CANCELLED,
  INTERNAL: Status.INTERNAL,
} as const satisfies Record<CanonicalStatus, Status>;
