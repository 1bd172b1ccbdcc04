export { type Deferred, deferred } from "./deferred.js";
export { FakeClock } from "./fake-clock.js";
export { openCounter, type OpenCounter } from "./open-counter.js";
export { unhurriedClock } from "./unhurried-clock.js";
