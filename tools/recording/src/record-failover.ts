import type { Cast, Chunk } from "./cast.ts";
import { capture } from "./capture.ts";
import { serve } from "./serve.ts";
import { waitForHeat } from "./wait-for-heat.ts";

const columns = 110;
const launcher = "apps/proxy/bin/compute-proxy.js";
const config = "tools/recording/demo/config.yaml";
const pipeline = "thermal-failover";
const question = "What makes a laptop hot?";
/** Seconds between a command and its first output, and between one command and the next: for reading. */
const pause = 1;
/** Five seconds before the GPU is too hot. */
const warm = 79.5;

/** Asks the same twice while the GPU gets too hot: the first answer moves in the middle, the second begins elsewhere. */
export async function recordFailover(repository: string): Promise<Cast> {
  await using proxy = await serve(launcher, config, repository);
  await waitForHeat({ launcher, address: proxy.address, folder: repository, device: "nvidia", celsius: warm });
  const words = ["run", pipeline, "--address", proxy.address, "--text", question];
  const shown = `\u001b[1m$ compute-proxy run ${pipeline} --text "${question}"\u001b[22m\r\n`;
  const chunks: Chunk[] = [];
  for (const _ of [1, 2]) {
    const from = (chunks.at(-1)?.at ?? -pause) + pause;
    const printed = await capture({
      program: process.execPath,
      words: [launcher, ...words],
      folder: repository,
      columns,
    });
    chunks.push({ at: from, text: shown }, ...printed.map(({ at, text }) => ({ at: rounded(from + at), text })));
  }
  return { columns, title: "An answer moves off a GPU that gets too hot while it writes", chunks };
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
