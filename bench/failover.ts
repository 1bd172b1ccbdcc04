import { parseArgs } from "node:util";
import { seededRandom } from "@compute-proxy/calibration";
import { type KillRound, killPrompts, killRounds } from "../apps/proxy/dist/testing/kills/index.js";
import { writeReport } from "./failover/report.ts";

const { values: flags } = parseArgs({
  options: { model: { type: "string", default: "smollm2:135m" }, seed: { type: "string", default: "1" } },
});
const needed = ["COMPUTE_PROXY_TEST_OLLAMA", "COMPUTE_PROXY_TEST_OLLAMA_BINARY", "COMPUTE_PROXY_TEST_OLLAMA_STORE"];
const missing = needed.filter((name) => process.env[name] === undefined);
if (missing.length > 0) {
  throw new Error(`${missing.join(", ")} not set; run: npm run bench:failover`);
}
const [target = "", binary = "", store = ""] = needed.map((name) => process.env[name]);

const random = seededRandom(Number(flags.seed));
const maxTokens = 96;
const done: KillRound[] = [];
const rounds = killRounds({
  program: { binary, store },
  target,
  model: flags.model,
  maxTokens,
  prompts: killPrompts,
  random: () => random.uniform(),
});
for await (const round of rounds) {
  done.push(round);
  const { run, killAfter, pieces, unbroken } = round;
  const same = run.text === unbroken ? "the same text" : "another text";
  console.log(`${done.length}/${killPrompts.length}: killed after piece ${killAfter} of ${pieces}, ${same}`);
}
await writeReport({ model: flags.model, seed: Number(flags.seed), maxTokens, rounds: done });
