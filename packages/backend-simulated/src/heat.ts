import type { Backend } from "@compute-proxy/api";
import { type Celsius, celsius, type Clock, printable, ProxyError } from "@compute-proxy/core";
import type { Turns } from "./turns.js";

/** How a device warms up and cools down: exponentially, towards one of two temperatures. */
export interface HeatLaw {
  readonly idle: Celsius;
  readonly load: Celsius;
  /** In which it covers 63 % of the way. */
  readonly timeConstantMs: number;
}

/** The law that a definition tells: 45 C at rest, 93 C under load, 45 s, unless it says otherwise. */
export function heatLaw({ id, simulatedHeat }: Backend): HeatLaw {
  const { idleCelsius = 45, loadCelsius = 93, timeConstantSeconds = 45 } = simulatedHeat ?? {};
  if (!(timeConstantSeconds > 0)) {
    const what = `simulated_heat.time_constant_seconds is ${timeConstantSeconds} and must be over 0`;
    throw new ProxyError("invalid-request", `simulated backend "${printable(id)}": ${what}`, { backend: id });
  }
  return { idle: celsius(idleCelsius), load: celsius(loadCelsius), timeConstantMs: timeConstantSeconds * 1000 };
}

/** The temperature `ms` after it was `from`, when the device has worked, or rested, for all of that time. */
export function temperatureAfter(law: HeatLaw, from: number, isWorking: boolean, ms: number): number {
  const towards = isWorking ? law.load : law.idle;
  return towards + (from - towards) * Math.exp(-ms / law.timeConstantMs);
}

/** The heat of one device, which begins at rest. */
export interface DeviceWarmth {
  /** To a tenth of a degree, as sensors tell it. */
  temperature(): Celsius;
  /** The device works from now until the disposal. */
  work(): Disposable;
}

/** Keeps what the device was like when it last began or ended work: the rest follows from the law, whenever it is asked. */
export function createWarmth(law: HeatLaw, clock: Clock): DeviceWarmth {
  let last = { at: clock.now(), celsius: law.idle as number, isWorking: false };
  const now = (): number => temperatureAfter(law, last.celsius, last.isWorking, clock.now() - last.at);
  const become = (isWorking: boolean): void => {
    last = { at: clock.now(), celsius: now(), isWorking };
  };
  return {
    temperature: () => celsius(Math.round(now() * 10) / 10),
    work() {
      become(true);
      return { [Symbol.dispose]: () => become(false) };
    },
  };
}

/** The turns of a device that is warm from them: it works while one is taken. */
export function warmingTurns(turns: Turns, warmth: DeviceWarmth): Turns {
  return {
    async take(signal) {
      const turn = await turns.take(signal);
      const work = warmth.work();
      return {
        [Symbol.dispose]() {
          work[Symbol.dispose]();
          turn[Symbol.dispose]();
        },
      };
    },
  };
}
