export { abortReason, throwIfAborted, timeLimit, type TimedSignal, untilAborted } from "./abort.js";
export { assertNever } from "./assert-never.js";
export { type Channel, createChannel } from "./channel.js";
export { type Clock, systemClock } from "./clock.js";
export { noteDeadline, remainingMs } from "./deadline.js";
export { type CanonicalStatus, type ErrorCode, errorCodes, errorRule, isErrorCode } from "./error-code.js";
export { didYouMean, nearestName } from "./nearest-name.js";
export { printable } from "./printable.js";
export { type ErrorFacts, isProxyError, ProxyError, toProxyError, type Violation } from "./proxy-error.js";
export { scalarCount } from "./scalar-count.js";
export { startTimer } from "./timer.js";
export {
  type Celsius,
  celsius,
  energy,
  type Joules,
  joules,
  type Milliseconds,
  milliseconds,
  type Watts,
  watts,
} from "./units.js";
