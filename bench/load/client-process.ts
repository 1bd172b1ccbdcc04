import { fork } from "node:child_process";
import { once } from "node:events";
import type { LoadOrder, LoadResult } from "./load-client.ts";

/** The one process that calls both sides, so that what a call costs the client is the same for them. The owner stops it. */
export interface ClientProcess {
  /** Throws when a single call failed: a figure of failed calls means nothing. */
  load(order: LoadOrder): Promise<LoadResult>;
  stop(): Promise<void>;
}

/** Starts it. */
export function startClient(): ClientProcess {
  const child = fork(new URL("load-client.ts", import.meta.url));
  const exited = once(child, "exit");
  return {
    async load(order) {
      child.send(order);
      const [result] = (await Promise.race([once(child, "message"), exited.then(() => [undefined])])) as [
        LoadResult | undefined,
      ];
      if (!result) throw new Error("the client process has ended");
      const [why] = result.failures;
      if (why !== undefined) throw new Error(`${result.failures.length} of ${order.count} calls failed: ${why}`);
      return result;
    },
    async stop() {
      child.disconnect();
      await exited;
    },
  };
}
