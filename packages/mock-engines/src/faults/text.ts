import type { Work } from "../answer.js";
import { finalRecord, lineOf, recordsOf, textField, type TextRecord, tokenRecord } from "../ollama/text-records.js";
import type { TextPlan } from "../ollama/text-plan.js";
import { render } from "../render.js";
import { headOf, healthy, type Script } from "../step.js";
import { type FaultCase, only, type Parameters, type ScriptFault } from "./definition.js";
import { withRecords } from "./pieces.js";
import { refusal } from "./status.js";

const text: readonly Work[] = ["text"];

/** Ollama's words when the process that computes has died. */
const runnerDied = "an error was encountered while running the model: unexpected EOF";

/** Equal tokens after which Ollama gives up. */
const longestRepeat = 30;

/** Faults of Ollama's streams of text. */
export const textFaults = {
  "no-final-record": rewritten(
    "Ends cleanly after `after` tokens (0: after all) without the record that says done.",
    (records, _, { after }) => {
      const open = records.map(withoutEnd);
      return open.length === 1 ? open : open.slice(0, after === 0 ? -1 : after);
    },
    { after: 0 },
  ),
  "error-line": only(
    text,
    'A line {"error": ...} after `after` tokens and a clean end, as when Ollama\'s runner dies; 500 to a request without a stream.',
    errorLine,
    { after: 2 },
  ),
  "error-only": only(["text", "embedding"], '200 with nothing but {"error": ...}.', (fault) =>
    withRecords(fault, [lineOf({ error: runnerDied })]),
  ),
  "second-final": rewritten("A second final record behind the first, and a token behind that.", (records, plan) => [
    ...records,
    finalRecord(plan, { eval_count: 999 }),
    tokenRecord(plan, 0, textField(plan, " after the end")),
  ]),
  endless: only(text, "Repeats its text for ever, whatever num_predict says, and is never done.", endless),
  repeat: only(
    text,
    "The same token up to 30 times and a clean end without done, as when a model of Ollama's repeats itself.",
    repeat,
  ),
  "zero-tokens": only(text, "Done, and no token at all.", ({ answer, rendered }) =>
    answer.kind === "text"
      ? healthy(render({ kind: "text", plan: { ...answer.plan, tokens: [], doneReason: "stop" } }))
      : healthy(rendered),
  ),
  "wrong-types": changed("Fields of the wrong type: text that is a number, done that is a text.", (record, plan) => ({
    ...record,
    ...textField(plan, 42),
    done: "yes",
  })),
  "missing-response": changed("Records without the field that holds the text.", (record) => ({
    ...record,
    response: undefined,
    message: undefined,
  })),
  "nonsense-counters": changed("Counters that are negative, huge, text and null.", (record) =>
    record["done"] === true ? { ...record, ...nonsense } : record,
  ),
  "nonsense-created-at": changed("A created_at that is no time.", (record) => ({ ...record, created_at: "yesterday" })),
  "positive-logprob": changed("Log probabilities above 0, where they are asked for.", withLogprob(0.5)),
  "null-logprob": changed("Log probabilities that are null, where they are asked for.", withLogprob(null)),
  "no-logprobs": changed("No log probabilities, though they are asked for.", (record) => ({
    ...record,
    logprobs: undefined,
  })),
} as const satisfies Record<string, ScriptFault>;

const nonsense = {
  total_duration: -1,
  load_duration: 1e300,
  prompt_eval_count: -7,
  prompt_eval_duration: "soon",
  eval_count: 1e18,
  eval_duration: null,
};

/** A fault that sends other records. */
function rewritten(
  does: string,
  rewrite: (records: readonly TextRecord[], plan: TextPlan, parameters: Parameters) => readonly TextRecord[],
  parameters: Partial<Parameters> = {},
): ScriptFault {
  const script = (fault: FaultCase): Script => {
    const { answer, rendered } = fault;
    if (answer.kind !== "text") return healthy(rendered);
    const records = rewrite(recordsOf(answer.plan), answer.plan, fault.parameters);
    return withRecords(fault, records.map(lineOf));
  };
  return only(text, does, script, parameters);
}

/** A fault that changes each record. */
function changed(does: string, change: (record: TextRecord, plan: TextPlan) => TextRecord): ScriptFault {
  return rewritten(does, (records, plan) => records.map((record) => change(record, plan)));
}

function withLogprob(logprob: unknown): (record: TextRecord) => TextRecord {
  return (record) =>
    Array.isArray(record["logprobs"])
      ? { ...record, logprobs: record["logprobs"].map((entry: object) => ({ ...entry, logprob })) }
      : record;
}

/** A record that is not done, and counts nothing. */
function withoutEnd({ model, created_at, response, message, logprobs }: TextRecord): TextRecord {
  return { model, created_at, response, message, done: false, logprobs };
}

function errorLine(fault: FaultCase): Script {
  const { answer, rendered, parameters } = fault;
  if (answer.kind !== "text" || !answer.plan.stream) return refusal(500, { error: runnerDied });
  return withRecords(fault, [
    ...rendered.records.slice(0, -1).slice(0, parameters.after),
    lineOf({ error: runnerDied }),
  ]);
}

function* endless({ rendered }: FaultCase): Script {
  if (!rendered.isStream) {
    yield { kind: "hang" };
    return;
  }
  yield headOf(rendered);
  for (;;) for (const bytes of rendered.records.slice(0, -1)) yield { kind: "body", bytes, isToken: true };
}

function repeat(fault: FaultCase): Script {
  const { answer, rendered } = fault;
  if (answer.kind !== "text") return healthy(rendered);
  const plan = { ...answer.plan, tokens: answer.plan.tokens.slice(0, longestRepeat).map(() => "0") };
  const records = plan.stream ? recordsOf(plan).slice(0, -1) : recordsOf(plan).map(withoutEnd);
  return withRecords(fault, records.map(lineOf));
}
