import type { ClientProcess } from "./client-process.ts";
import type { RoundPlan } from "./measure-case.ts";
import { serveWords, type Servers } from "./servers.ts";
import { startMeasured } from "../measured-process.ts";

/** Seconds from the start of our process to the first OK answer, of several starts; the engine was running before. */
export async function measureStarts(
  { configFile }: Servers,
  client: ClientProcess,
  { rounds, say }: RoundPlan,
): Promise<readonly number[]> {
  const starts: number[] = [];
  for (let number = 1; number <= rounds; number += 1) {
    const began = performance.now();
    const server = await startMeasured(serveWords(configFile), `${configFile}.start.log`);
    try {
      await client.load({ address: server.address, call: "generate", count: 1, pace: { concurrency: 1 } });
      starts.push((performance.now() - began) / 1000);
      say(`start ${number}/${rounds}: ${starts.at(-1)?.toFixed(2)} s to the first answer`);
    } finally {
      await server.stop();
    }
  }
  return starts;
}
