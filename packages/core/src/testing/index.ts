export { type Deferred, deferred } from "./deferred.js";
export { FakeClock } from "./fake-clock.js";
export { isInTime } from "./in-time.js";
export { openCounter, type OpenCounter } from "./open-counter.js";
export { runningClock } from "./running-clock.js";
