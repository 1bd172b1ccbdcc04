export { type Deferred, deferred } from "./deferred.js";
export { FakeClock } from "./fake-clock.js";
