import { Backend } from "@compute-proxy/api";
import { createRegistry } from "@compute-proxy/backend";
import type { BackendUnderTest } from "@compute-proxy/backend/testing";
import { runningClock } from "@compute-proxy/core/testing";
import { createWorkerServer } from "@compute-proxy/service";
import { createAdapter } from "../adapters.js";

/** A backend as a configuration would have it, and the engine behind it. */
export interface TestEngine {
  readonly definition: Partial<Backend>;
  openRequests?(): number;
  close(): Promise<void>;
}

/** The engine as a proxy sees it behind so many workers, one behind the other. Closing it closes everything. */
export async function throughWorkers(workers: number, start: () => Promise<TestEngine>): Promise<BackendUnderTest> {
  const engine = await start();
  const closing = [() => engine.close()];
  let definition = Backend.fromPartial({ id: "engine", hardware: "cpu", ...engine.definition });
  for (let number = 1; number <= workers; number += 1) {
    const worker = await startWorkerOf(definition);
    closing.push(worker.close);
    const endpoint = `http://${worker.address}/${definition.id}`;
    definition = Backend.fromPartial({ id: `hop-${number}`, type: "remote", hardware: "cpu", endpoint });
  }
  const adapter = await createAdapter(definition, runningClock);
  closing.push(() => adapter.close());
  return {
    port: adapter.port,
    ...(engine.openRequests ? { openRequests: () => engine.openRequests?.() ?? 0 } : {}),
    async close() {
      for (const close of closing.toReversed()) await close();
    },
  };
}

async function startWorkerOf(definition: Backend): Promise<{ address: string; close(): Promise<void> }> {
  const entries = [{ definition, adapter: await createAdapter(definition, runningClock) }];
  const registry = createRegistry({ entries, policy: { unhealthyThreshold: 1 }, clock: runningClock });
  const server = createWorkerServer({ registry, clock: runningClock });
  const port = await server.listen("127.0.0.1", 0);
  return {
    address: `127.0.0.1:${port}`,
    async close() {
      await server.close();
      await registry.close();
    },
  };
}
