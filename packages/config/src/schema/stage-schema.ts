import { stageTypes } from "@compute-proxy/backend";
import { hardwareNames } from "./backend-schema.js";
import { flag, id, integer, largestUint32, list, name, number, object, oneOf, text } from "./build.js";
import { deadlineSchema, failoverSchema } from "./continuity-schema.js";
import { forwardingPolicySchema } from "./forwarding-policy-schema.js";
import { laterStageKeys, laterStageTypes } from "./later-keys.js";

const generation = object({
  title: "generation",
  description:
    "Sampling and length of a text_generation stage. What is left out is the engine's choice, but for max_tokens.",
  properties: {
    max_tokens: integer("Longest answer, in tokens. Default 1024.", { minimum: 1, maximum: 1_000_000, default: 1024 }),
    temperature: number("Randomness, from 0 to 2.", { minimum: 0, maximum: 2 }),
    top_p: number("Share of probability that is sampled from, from 0 to 1.", { minimum: 0, maximum: 1 }),
    top_k: integer("How many of the likeliest tokens are sampled from. 0: all.", { minimum: 0, maximum: 1_000_000 }),
    stop: list(
      { ...text("A text that ends the answer. It is not part of it.", 256), minLength: 1 },
      "Texts that end the answer; they are not part of it.",
      0,
      16,
    ),
    context_length: integer("Tokens of prompt and answer together.", { minimum: 1, maximum: 16_777_216 }),
    seed: integer(
      "Start of the random numbers: the same seed gives the same answer, as far as the engine can. No unit.",
      {
        minimum: 0,
        maximum: largestUint32,
      },
    ),
  },
});

const transcription = object({
  title: "transcription",
  description: "How an audio_to_text stage recognises speech.",
  properties: {
    language: {
      ...text("The language that is spoken, as an ISO 639 code in small letters: en. Default: the model's choice.", 3),
      pattern: "^[a-z]{2,3}$",
    },
    prompt: text("Earlier text of the same speech, as a hint for names and style.", 1000),
  },
});

const speech = object({
  title: "speech",
  description: "How a text_to_audio stage speaks. The voice is its model.",
  properties: {
    speaker: integer("Number of the speaker, for voices with several.", { minimum: 0, maximum: 10_000 }),
    length_scale: number("How long the speech takes, from 0.25 to 4; 1 is the voice's own pace.", {
      minimum: 0.25,
      maximum: 4,
    }),
    deterministic: flag("Whether the same text gives the same samples. Default false.", false),
  },
});

const inputTransform = object({
  title: "input_transform",
  description: "How the text that reaches the stage becomes its prompt.",
  required: ["template"],
  properties: {
    template: {
      ...text(
        "A Liquid template over .Input, .PreviousOutput and .Query; with preserve_context also .Context and .Stages.",
        65_536,
      ),
      minLength: 1,
    },
  },
});

/** Types that a stage of a file may have now. */
const presentTypes = stageTypes.filter((type) => !Object.hasOwn(laterStageTypes, type));

/** One entry of `stages`. */
export const stageSchema = object({
  title: "stage",
  description: "One step of a pipeline. Its input is the output of the stage above it.",
  required: ["id", "type"],
  later: laterStageKeys,
  elsewhere: { latency_critical: "options" },
  properties: {
    id: id("How results, templates and conditions call it. Unique in the pipeline."),
    type: { ...oneOf(presentTypes, "What it does."), "x-not-supported-yet": laterStageTypes },
    description: text("For people. At most 2000 characters.", 2000),
    model: name(
      "The model, as pipelines call it; a backend may know it under another name (models.aliases). Default: the backend's preferred one.",
    ),
    preferred_backend: id("Id of the backend to enter at. Wins over preferred_hardware."),
    preferred_hardware: oneOf(hardwareNames, "The kind of device to enter at. intel means igpu, gpu means nvidia."),
    routing: oneOf(
      ["prior"],
      "prior: enter the escalation path at the first rung whose answer is expected to be good enough, as far as the prompt and earlier verdicts tell. Default: enter at the preferred rung.",
    ),
    forwarding_policy: forwardingPolicySchema,
    failover: failoverSchema,
    deadline: deadlineSchema,
    timeout_ms: integer(
      "Longest time of the stage over all its attempts, in milliseconds. Wins over the option stage_timeout_ms.",
      { minimum: 1, maximum: 86_400_000 },
    ),
    input_transform: inputTransform,
    when: {
      ...text(
        "A CEL expression over input, stages and env. The stage is skipped when it is false. At most 512 characters.",
        4096,
      ),
      minLength: 1,
    },
    generation,
    transcription,
    speech,
  },
});
