import { createComputeClient } from "@compute-proxy/client";
import { type Counters, type MockEngine, startMockEngines } from "@compute-proxy/mock-engines";
import { startTimer } from "@compute-proxy/core";
import { processClock } from "../../process/patient-clock.js";
import type { CallName, FaultRow, Setting } from "./fault-row.js";
import type { ProxyPlan } from "./proxy-under-test.js";
import { see, type Seen, type SeenCall } from "./seen.js";
import { hurriedClock, pauselessClock } from "./test-clocks.js";

/** One call against one fault, and who saw what. */
export interface RowRun {
  readonly seen: Seen;
  /** What the engines counted; undefined where there was none. */
  readonly faulty: Counters | undefined;
  readonly healthy: Counters | undefined;
  readonly logged: readonly Readonly<Record<string, unknown>>[] | undefined;
}

/** The end of a call reaches the engine within this, in ms. */
const letGoMs = 500;

/** Tokens of every text: enough to be in the middle of one. */
const tokens = 6;
/** Where an answer breaks in the middle: slow enough that what was sent is read before the connection is reset. */
const slowly = { tokensPerSecond: 50 };
/** Where an answer never ends: fast, and slow enough to leave the other calls of the row their turn. */
const briskly = { tokensPerSecond: 1000 };

/** Makes the call on a proxy of its own. */
export async function runRow(row: FaultRow, call: CallName, setting: Setting, proxies: ProxyPlan): Promise<RowRun> {
  await using faulty = row.endpoint === undefined ? await startEngine(row) : undefined;
  await using healthy = setting === "alone" ? undefined : await startEngine(undefined);
  const endpoints = [row.endpoint ?? faulty?.engine.url ?? "", ...(healthy ? [healthy.engine.url] : [])];
  const proxy = await proxies.start(endpoints, row.hurries === true ? hurriedClock : pauselessClock);
  const client = createComputeClient({ address: proxy.address });
  const patience = new AbortController();
  // The machine's time: a proxy that reads without end leaves this process none of its own.
  using _timer = startTimer(proxies.patienceMs, processClock, () => patience.abort());
  const asking: SeenCall = { call, setting, signal: patience.signal };
  try {
    // What a kept connection does shows with the second call.
    if (row.fault?.fault === "stale-connection") await see(client, asking);
    faulty?.engine.resetCounters();
    // What the proxy asked of its own accord, such as whether the engine can go on with a text, is not of this call.
    healthy?.engine.resetCounters();
    const seen = await see(client, asking);
    await within(faulty?.engine.whenOpen(0), letGoMs);
    return { seen, faulty: faulty?.engine.counters(), healthy: healthy?.engine.counters(), logged: proxy.logged };
  } finally {
    client.close();
    await proxy.close();
  }
}

/** Waits, but not for a proxy that never lets go: what is open then is counted. */
async function within(work: Promise<void> | undefined, ms: number): Promise<void> {
  const timer = new AbortController();
  await Promise.race([work, processClock.sleep(ms, timer.signal).catch(() => undefined)]);
  timer.abort();
}

async function startEngine(row: FaultRow | undefined): Promise<AsyncDisposable & { readonly engine: MockEngine }> {
  const pace = row?.text?.kind === "broken" ? slowly : row?.fault?.fault === "endless" ? briskly : {};
  const engine = await startMockEngines({ tokens, pace });
  await engine.setFault(row?.fault);
  return { engine, [Symbol.asyncDispose]: () => engine.close() };
}
