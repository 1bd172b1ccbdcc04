import {
  always,
  anyText,
  fewEntries,
  fraction,
  fromOne,
  labelName,
  labelText,
  neededName,
  neededPart,
  never,
  oneOfOurs,
  optionalName,
  optionalPart,
  type Outcomes,
} from "./outcomes.js";

type Table = Readonly<Record<string, Outcomes>>;

const annotations: Table = {
  annotations: optionalPart,
  "annotations.target": oneOfOurs,
  "annotations.latency_critical": always,
  "annotations.prefer_power_efficiency": always,
  "annotations.max_latency_ms": { ...fromOne, "1": "excluded" },
  "annotations.max_power_watts": { ...fraction, "-0": "refused", "the smallest": "excluded" },
  "annotations.priority": oneOfOurs,
  "annotations.custom": fewEntries,
  // `__proto__` is dropped by the generated code, and is a label to nobody.
  "annotations.custom{name}": labelName,
  "annotations.custom{value}": labelText,
};

/** A conversation of one message in place of `text`. */
const conversation = (messages: string, text: string): Table => ({
  [messages]: { others: { refused: text }, "10,000 entries": "refused" },
  [`${messages}[]`]: { others: { refused: `${messages}[0].role` }, absent: { refused: text }, "cut off": "unreadable" },
  [`${messages}[].role`]: never,
  [`${messages}[].content`]: { ...anyText, "1,100,000 characters": { refused: messages } },
});

/** A recording as raw samples; what is wrong with it is said of the whole. */
const recording = (audio: string): Table => ({
  [audio]: neededPart(audio),
  [`${audio}.data`]: { others: { refused: audio }, "100,000 zeros": "ok" },
  [`${audio}.mime_type`]: { others: { refused: audio } },
  [`${audio}.sample_rate_hz`]: { others: { refused: audio } },
  [`${audio}.channels`]: { others: { refused: audio }, "0": "ok", "1": "ok" },
});

const documents: Table = {
  "input.documents": optionalPart,
  "input.documents.documents": fewEntries,
  "input.documents.documents[]": optionalPart,
  "input.documents.documents[].id": labelText,
  "input.documents.documents[].text": {
    ...always,
    "1,100,000 characters": { refused: "input.documents.documents" },
  },
  "input.documents.documents[].score": {
    ...always,
    NaN: "refused",
    infinite: "refused",
    "negative infinite": "refused",
  },
  "input.documents.documents[].metadata": fewEntries,
  "input.documents.documents[].metadata{name}": labelName,
  "input.documents.documents[].metadata{value}": labelText,
};

const input: Table = {
  input: neededPart("input.text"),
  "input.text": anyText,
  ...recording("input.audio"),
  ...documents,
  "input.data": {
    others: "ok",
    "cut off": "unreadable",
    NaN: "refused",
    "infinite in a list": "refused",
    "1,100,000 characters": "refused",
    "10,000 entries": "refused",
    "10,000 names": "refused",
    "20 deep": "refused",
    "2,000 deep": "unreadable",
  },
  "input.variables": { others: { refused: 'input.variables["tone"]' }, "10,000 entries": "refused" },
  // Nothing reads them, but for `__proto__`, which the generated code drops.
  "input.variables{name}": { ...never, "`__proto__`": "ok" },
  "input.variables{value}": { ...always, "1,100,000 characters": { refused: "input.variables" } },
  ...conversation("input.messages", "input.text"),
};

const pipelineOptions: Table = {
  options: optionalPart,
  "options.enable_streaming": always,
  "options.preserve_context": { ...always, false: "refused" },
  "options.continue_on_error": always,
  "options.collect_metrics": always,
  "options.stage_timeout_ms": fromOne,
  "options.parallel_stages": never,
  "options.latency_critical": always,
};

const generationOptions: Table = {
  options: optionalPart,
  "options.max_tokens": fromOne,
  "options.temperature": fraction,
  "options.top_p": fraction,
  "options.top_k": fromOne,
  "options.stop": fewEntries,
  "options.stop[]": {
    ...always,
    empty: "refused",
    "256 characters": "refused",
    "257 characters": "refused",
    "10,000 characters": "refused",
    "100,000 characters": "refused",
    "1,100,000 characters": "refused",
  },
  "options.context_length": fromOne,
  "options.seed": always,
};

const hint: Outcomes = {
  ...always,
  "10,000 characters": "refused",
  "100,000 characters": "refused",
  "1,100,000 characters": "refused",
};

/** The decided outcome of every field of every request, by the request's message and the field's path. */
export const expectations: Readonly<Record<string, Table>> = {
  ExecutePipelineRequest: { pipeline_id: neededName, ...input, ...pipelineOptions, ...annotations },
  GenerateRequest: {
    prompt: anyText,
    model: optionalName,
    ...annotations,
    ...generationOptions,
    ...conversation("messages", "prompt"),
  },
  EmbedRequest: { text: anyText, model: optionalName, ...annotations },
  TranscribeRequest: {
    ...recording("audio"),
    model: optionalName,
    ...annotations,
    options: optionalPart,
    "options.language": oneOfOurs,
    "options.prompt": hint,
  },
  SynthesizeRequest: {
    // Of a sign without a letter there is nothing to say.
    text: { ...anyText, "half a surrogate pair": "refused", "no UTF-8": "refused", emoji: "refused" },
    model: optionalName,
    ...annotations,
    options: optionalPart,
    "options.speaker": { ...fromOne, "0": "ok" },
    "options.length_scale": { ...fraction, "-0": "refused", "the smallest": "refused" },
    "options.deterministic": always,
  },
  ReportOutcomeRequest: { run_id: neededName, stage_id: optionalName, good: always },
  ListPipelinesRequest: { group: optionalName },
  GetPipelineRequest: { pipeline_id: neededName },
  ListBackendsRequest: { type_filter: oneOfOurs },
  HealthCheckRequest: {},
};

/** Parts that are refused whole, whatever is in them. */
export const refusedWhole: Readonly<Record<string, readonly string[]>> = {
  ExecutePipelineRequest: ["inline_pipeline", "input.embedding", "input.candidates"],
};
