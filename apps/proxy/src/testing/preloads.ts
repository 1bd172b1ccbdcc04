/** JavaScript for `ProcessPlan.preload`: each makes the process fail in one way, when SIGUSR2 comes or from the start. */

/** Throws outside of every call, at each signal in another place. */
export const throwsOutside = `
  import { createServer } from "node:net";
  const places = [
    () => setTimeout(() => { throw new Error("thrown in a timer"); }),
    () => void Promise.reject(new Error("rejected and not awaited")),
    () => createServer().listen(0, "127.0.0.1", function () { this.close(); throw new Error("thrown at a socket"); }),
    () => setTimeout(() => { throw "a text, not an error"; }),
  ];
  let signals = 0;
  process.on("SIGUSR2", () => places[signals++ % places.length]());
`;

/** Throws ten times in a row. */
export const throwsAgainAndAgain = `
  process.on("SIGUSR2", () => {
    for (let index = 0; index < 10; index += 1) setTimeout(() => { throw new Error("thrown again"); });
  });
`;

/** Breaks the handler of HealthCheck, which is the only one to build an object of all backends. */
export const healthCheckThrows = `
  const fromEntries = Object.fromEntries;
  Object.fromEntries = (entries) => {
    if (new Error().stack.includes("/health-check.js")) throw new TypeError("thrown in a handler");
    return fromEntries(entries);
  };
`;

/** The wall clock jumps from an hour early to an hour late and back, every 5 ms. */
export const wallClockJumps = `
  const Real = Date;
  const hour = 3_600_000;
  let offset = hour;
  setInterval(() => (offset = -offset), 5).unref();
  globalThis.Date = class extends Real {
    constructor(...parts) {
      if (parts.length === 0) super(Real.now() + offset);
      else super(...parts);
    }
    static now() {
      return Real.now() + offset;
    }
  };
`;

/** Fills the old generation to 184 of 200 MiB at the first signal, and empties it at the second. Wants --expose-gc. */
export const fillsTheHeap = `
  import { getHeapSpaceStatistics } from "node:v8";
  const used = () => getHeapSpaceStatistics()
    .filter(({ space_name }) => !space_name.startsWith("new_"))
    .reduce((sum, { space_used_size }) => sum + space_used_size, 0);
  let ballast;
  process.on("SIGUSR2", () => {
    if (ballast) {
      ballast = undefined;
      gc();
      return;
    }
    ballast = [];
    while (used() < 184 * 2 ** 20) ballast.push(Array.from({ length: 1000 }, (_, value) => ({ value })));
  });
`;

/** Leaves garbage of 200 MB behind at the signal; what the process takes for a rest is short. */
export const leavesGarbage = `
  const later = setTimeout;
  globalThis.setTimeout = (run, ms, ...rest) => later(run, ms === 15_000 ? 200 : ms, ...rest);
  process.on("SIGUSR2", () => {
    for (let count = 0; count < 20; count += 1) Array.from({ length: 100_000 }, (_, value) => ({ value, text: "x" + value }));
  });
`;

/** Makes Node say that it is too old for the build. */
export const saysItIsOld = `
  Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.0.0" } });
`;

/** Fails as soon as a module is loaded that only serving, running and checking need. */
export const refusesTheServer = `
  import { registerHooks } from "node:module";
  registerHooks({
    load(url, context, next) {
      if (/grpc|undici|ajv|pino/.test(url)) throw new Error("loaded " + url);
      return next(url, context);
    },
  });
`;
