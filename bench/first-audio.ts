import { parseArgs } from "node:util";
import { startAssistant } from "./first-audio/assistant.ts";
import { measurePairs, type PipelineTimes } from "./first-audio/measure-pairs.ts";
import { startPacedEngines } from "./first-audio/paced-engines.ts";
import { measuredPipelines } from "./first-audio/pipelines.ts";
import { readQuestion } from "./first-audio/question.ts";
import { realEngines } from "./first-audio/real-engines.ts";
import { writeReport } from "./first-audio/report.ts";

const { values: flags } = parseArgs({
  options: {
    real: { type: "boolean", default: false },
    audio: { type: "string" },
    pairs: { type: "string", default: "10" },
  },
});
const pairs = Number(flags.pairs);
if (!Number.isInteger(pairs) || pairs < 2) throw new Error("--pairs: a whole number from 2");

const engines = flags.real ? realEngines(process.env) : await startPacedEngines();
const assistant = await startAssistant(engines);
try {
  const question = await readQuestion(flags.audio, assistant.client);
  const times: PipelineTimes[] = [];
  for (const pipeline of measuredPipelines) {
    times.push(await measurePairs(assistant.client, pipeline, question, pairs, (line) => console.log(line)));
  }
  await writeReport({ engines: engines.description, real: flags.real, pairs, times });
} finally {
  await assistant.close();
  await engines.close();
}
