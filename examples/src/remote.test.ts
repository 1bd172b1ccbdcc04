import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@compute-proxy/core";
import { openProxy, startWorker } from "@compute-proxy/proxy";
import { afterEach, expect, it } from "@jest/globals";
import { pino } from "pino";
import { main } from "./remote.ts";

const log = pino({ level: "silent" });
const closing: Array<() => Promise<void>> = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function configuration(backend: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "compute-proxy-example-"));
  closing.push(() => rm(folder, { recursive: true }));
  const file = join(folder, "config.yaml");
  await writeFile(file, JSON.stringify({ server: { host: "127.0.0.1", grpc_port: 0 }, backends: [backend] }));
  return file;
}

it("shows the worker that answered", async () => {
  const engine = { id: "npu", type: "simulated", hardware: "npu", models: { preferred: ["qwen2.5:0.5b"] } };
  const worker = await startWorker({ configFile: await configuration(engine), log, clock: systemClock });
  closing.push(() => worker.close());
  const endpoint = `http://${worker.address}/npu`;
  const far = { id: "far-npu", type: "remote", hardware: "npu", endpoint, models: engine.models };
  const configFile = await configuration(far);
  const proxy = await openProxy({ configFile, announce: false, log, clock: systemClock });
  closing.push(() => proxy.close());
  const written: string[] = [];

  await main(["--address", proxy.address], { out: { write: (text) => written.push(text) } });

  expect(written).toEqual([
    `far-npu at ${endpoint}: reachable\n`,
    `answered by far-npu at ${endpoint}: The capital of France is Paris.\n`,
  ]);
});
