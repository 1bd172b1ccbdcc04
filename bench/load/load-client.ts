import { type Answered, openChannel, type RawChannel } from "./raw-channel.ts";
import { type CallName, calls } from "./calls.ts";

/** What a client process is asked for. */
export interface LoadOrder {
  readonly address: string;
  readonly call: CallName;
  /** Calls in all. */
  readonly count: number;
  /** So many at once, or so many a second whatever becomes of the ones before. */
  readonly pace: { readonly concurrency: number } | { readonly perSecond: number };
}

/** What it measured. */
export interface LoadResult {
  readonly seconds: number;
  /** Of each call, in the order of their ends. */
  readonly answered: readonly Answered[];
  /** Why calls failed. */
  readonly failures: readonly string[];
}

const channels = new Map<string, RawChannel>();

async function obey({ address, call, count, pace }: LoadOrder): Promise<LoadResult> {
  const channel = channels.get(address) ?? (await openChannel(address));
  channels.set(address, channel);
  const answered: Answered[] = [];
  const failures: string[] = [];
  const one = async (): Promise<void> => {
    try {
      answered.push(await channel.call(calls[call]));
    } catch (error) {
      failures.push(String(error));
    }
  };
  const began = performance.now();
  await ("concurrency" in pace ? together(one, count, pace.concurrency) : atRate(one, count, pace.perSecond));
  return { seconds: (performance.now() - began) / 1000, answered, failures };
}

async function together(one: () => Promise<void>, count: number, concurrency: number): Promise<void> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await one();
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

async function atRate(one: () => Promise<void>, count: number, perSecond: number): Promise<void> {
  const began = performance.now();
  const running: Promise<void>[] = [];
  while (running.length < count) {
    const due = Math.min(count, Math.floor(((performance.now() - began) * perSecond) / 1000) + 1);
    while (running.length < due) running.push(one());
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(running);
}

process.on("message", (order: LoadOrder) => {
  obey(order).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ seconds: 0, answered: [], failures: [String(error)] }),
  );
});
process.once("disconnect", () => channels.forEach((channel) => channel.close()));
