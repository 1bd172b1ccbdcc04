import { type Clock, ProxyError, timeLimit, untilAborted } from "@compute-proxy/core";
import type { DeviceSample } from "@compute-proxy/forwarding";
import type { ThermalSource } from "./thermal-source.js";

/** What is read, and who is told. */
export interface SensorPlan {
  readonly sources: readonly ThermalSource[];
  readonly clock: Clock;
  readonly onSample: (source: ThermalSource, sample: DeviceSample) => void;
  /** A read failed or hung. Told once for each source. */
  readonly onTrouble: (source: ThermalSource, error: unknown) => void;
}

const periodMs = 1000;
/** A read that takes longer is given up. */
const patienceMs = 1000;

/**
 * Reads each source once a second, beside the others and beside all requests, until the signal aborts. A read that hangs is given up
 * after a second, and its source is asked again when that read has ended. Resolves after the first reads; the others go on.
 */
export async function readSensors(plan: SensorPlan, signal: AbortSignal): Promise<void> {
  await Promise.all(
    plan.sources.map(async (source) => {
      const toldOnce = { ...plan, onTrouble: once(plan.onTrouble) };
      const first = await readOnce(source, toldOnce, signal);
      void readOn(source, toldOnce, signal, first);
    }),
  );
}

/** One read. */
interface Read {
  readonly begunAt: number;
  /** Resolves when the source has done with it, which may be never. */
  readonly ended: Promise<void>;
}

async function readOn(source: ThermalSource, plan: SensorPlan, signal: AbortSignal, first: Read): Promise<void> {
  let last = first;
  try {
    for (;;) {
      await untilAborted(last.ended, signal);
      await plan.clock.sleep(Math.max(0, last.begunAt + periodMs - plan.clock.now()), signal);
      last = await readOnce(source, plan, signal);
    }
  } catch (error) {
    if (!signal.aborted) plan.onTrouble(source, error);
  }
}

/** Never fails. */
async function readOnce(source: ThermalSource, plan: SensorPlan, signal: AbortSignal): Promise<Read> {
  const { clock, onSample, onTrouble } = plan;
  const begunAt = clock.now();
  using limit = timeLimit(signal, patienceMs, clock, () => hung(source));
  // A source that throws at once has failed as one that rejects.
  const read = (async () => source.read(begunAt, limit.signal))();
  const ended = read.then(nothing, nothing);
  try {
    for (const sample of await untilAborted(read, limit.signal)) onSample(source, sample);
  } catch (error) {
    if (!signal.aborted) onTrouble(source, error);
  }
  return { begunAt, ended };
}

function nothing(): void {
  return undefined;
}

function once(tell: SensorPlan["onTrouble"]): SensorPlan["onTrouble"] {
  let isTold = false;
  return (source, error) => {
    if (!isTold) tell(source, error);
    isTold = true;
  };
}

function hung({ name }: ThermalSource): ProxyError {
  return new ProxyError("deadline-exceeded", `a read of the ${name} temperatures took longer than ${patienceMs} ms`);
}
