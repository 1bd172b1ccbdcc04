import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { cases, concurrencies } from "./load/cases.ts";
import { startClient } from "./load/client-process.ts";
import { type CaseRounds, measureCase } from "./load/measure-case.ts";
import { latencyCases, type LatencyRounds, measureLatency } from "./load/measure-latency.ts";
import { measureStarts } from "./load/measure-start.ts";
import { printReport, reportOf, writeReport } from "./load/report.ts";
import { startServers } from "./load/servers.ts";

const { values: flags } = parseArgs({
  options: {
    case: { type: "string" },
    rounds: { type: "string", default: "7" },
    quick: { type: "boolean", default: false },
  },
});
const chosen = cases.filter(({ id }) => flags.case === undefined || id === flags.case);
if (chosen.length === 0) throw new Error(`--case: one of ${cases.map(({ id }) => id).join(", ")}`);
const rounds = flags.quick ? 2 : Number(flags.rounds);
if (!Number.isInteger(rounds) || rounds < 2) throw new Error("--rounds: a whole number from 2");
const isWhole = flags.case === undefined && !flags.quick;
/** Two looks of our server, 15 s apart, and a little. */
const restMs = 32_000;
const plan = { rounds, share: flags.quick ? 0.2 : 1, say: (line: string) => console.log(line) };

const servers = await startServers();
const client = startClient();
try {
  const measured: CaseRounds[] = [];
  for (const loadCase of chosen) {
    for (const concurrency of concurrencies) {
      measured.push(await measureCase(servers, client, loadCase, concurrency, plan));
    }
  }
  const memories = () => ({
    ours: servers.ours.memory(),
    floor: servers.floor.memory(),
    engine: servers.engine.memory(),
  });
  const memory = memories();
  // Ours gives memory back when it has rested: docs/decisions/009-memory-of-a-process-that-rests.md.
  await delay(restMs);
  const memoryAtRest = memories();
  const latencies: LatencyRounds[] = [];
  if (flags.case === undefined) {
    for (const latencyCase of latencyCases) latencies.push(await measureLatency(servers, client, latencyCase, plan));
  }
  const starts = await measureStarts(servers, client, plan);
  const report = reportOf({ rounds, measured, memory, memoryAtRest, latencies, starts });
  printReport(report);
  if (isWhole) await writeReport(report);
  else console.log("docs/reports/load.* are left as they are: this was not the whole run");
} finally {
  await client.stop();
  await servers.close();
}
