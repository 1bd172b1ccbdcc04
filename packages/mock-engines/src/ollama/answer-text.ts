import { type Answer, errorAnswer, type PlainAnswer } from "../answer.js";
import type { EngineRequest, Setup } from "../api.js";
import { hashOf } from "../seeded.js";
import { wordsOf } from "../words.js";
import { restOf } from "./begun-text.js";
import { logprobVariants } from "./logprobs.js";
import { contextLength, findModel, lacking, type MockModel } from "./models.js";
import { optionProblem, parseBody, type Shape, stringOf } from "./parse-body.js";
import { begunIn, renderingAnswer, renderPrompt } from "./render-prompt.js";
import type { TextEndpoint, TextPlan } from "./text-plan.js";

const shared = {
  model: "string",
  stream: "bool",
  options: "object",
  logprobs: "bool",
  top_logprobs: "number",
  _debug_render_only: "bool",
} as const;

const shapes: Readonly<Record<TextEndpoint, Shape>> = {
  "/api/generate": { ...shared, prompt: "string", suffix: "string", system: "string", raw: "bool", truncate: "bool" },
  "/api/chat": { ...shared, messages: "array", tools: "array", truncate: "bool" },
};

type Body = Readonly<Record<string, unknown>>;

/** The answer to a request for text. */
export function answerText(
  request: EngineRequest,
  endpoint: TextEndpoint,
  models: readonly MockModel[],
  setup: Setup,
): Answer {
  const parsed = parseBody(request.body, shapes[endpoint]);
  if (parsed.kind === "refused") return parsed.answer;
  const { body } = parsed;
  const name = stringOf(body["model"]);
  const model = findModel(models, name);
  if (!model) return lacking(name, (unknown) => `model '${unknown}' not found`);
  const options = (body["options"] ?? {}) as Body;
  const prompt = promptOf(body, endpoint);
  const rendered = renderPrompt(body, endpoint);
  const promptTokens = Math.ceil(prompt.length / 4);
  const refusal =
    optionProblem(options) ??
    capabilityProblem(model, body, endpoint) ??
    logprobProblem(body) ??
    lengthProblem(body, options, promptTokens);
  if (refusal) return refusal;
  if (body["_debug_render_only"] === true && prompt !== "") return renderingAnswer(model.name, endpoint, rendered);
  const reading = {
    name: model.name,
    prompt,
    begun: begunIn(rendered),
    promptTokens: Math.min(promptTokens, windowOf(options)),
  };
  return { kind: "text", plan: planOf(body, endpoint, options, reading, setup) };
}

/** What the engine has read. */
interface Reading {
  readonly name: string;
  readonly prompt: string;
  /** What of the answer is there already. */
  readonly begun: string;
  readonly promptTokens: number;
}

function planOf(
  body: Body,
  endpoint: TextEndpoint,
  options: Body,
  { name, prompt, begun, promptTokens }: Reading,
  setup: Setup,
): TextPlan {
  const same = {
    endpoint,
    model: name,
    stream: body["stream"] !== false,
    raw: body["raw"] === true,
    pace: setup.pace(),
  };
  if (prompt === "") {
    const doneReason = body["keep_alive"] === 0 ? "unload" : "load";
    return { ...same, tokens: [], begun: undefined, doneReason, logprobs: undefined, promptTokens: 0 };
  }
  const top = typeof body["top_logprobs"] === "number" ? body["top_logprobs"] : 0;
  const logprobs = body["logprobs"] === true ? { variant: hashOf(prompt) % logprobVariants, top } : undefined;
  return { ...same, ...writing(options, begun, setup), logprobs, promptTokens };
}

/** What it writes, as far as the limit and the stop texts let it. */
function writing(
  options: Body,
  begun: string,
  { tokens, seed }: Setup,
): Pick<TextPlan, "tokens" | "begun" | "doneReason"> {
  const wanted = typeof options["num_predict"] === "number" ? options["num_predict"] : 0;
  const limit = wanted > 0 ? wanted : Infinity;
  const whole = fullText(seed, tokens);
  const all = begun === "" ? whole : restOf(whole, begun);
  const from = begun === "" ? undefined : { tokens: whole, begun, limit };
  const kept = limit < all.length ? all.slice(0, limit) : all;
  const cut = cutAtStop(kept, options["stop"]);
  if (cut) return { tokens: cut, begun: from, doneReason: "stop" };
  return { tokens: kept, begun: from, doneReason: kept.length < all.length ? "length" : "stop" };
}

let remembered: { readonly key: string; readonly tokens: readonly string[] } | undefined;

function fullText(seed: number, count: number): readonly string[] {
  const key = `${seed}/${count}`;
  if (remembered?.key !== key) remembered = { key, tokens: wordsOf(seed, count) };
  return remembered.tokens;
}

/** The tokens before the first stop text; undefined where none occurs. */
function cutAtStop(tokens: readonly string[], stop: unknown): readonly string[] | undefined {
  if (!Array.isArray(stop) || stop.length === 0) return undefined;
  const text = tokens.join("");
  const found = stop.flatMap((one: unknown) => (typeof one === "string" && one !== "" ? [text.indexOf(one)] : []));
  let left = Math.min(...found.filter((at) => at >= 0));
  if (left === Infinity) return undefined;
  const kept: string[] = [];
  for (const token of tokens) {
    if (left <= 0) break;
    kept.push(token.slice(0, left));
    left -= token.length;
  }
  return kept;
}

function capabilityProblem(model: MockModel, body: Body, endpoint: TextEndpoint): PlainAnswer | undefined {
  const lacks = (what: string): PlainAnswer =>
    errorAnswer(400, `${JSON.stringify(model.name)} does not support ${what}`);
  if (!model.capabilities.includes("completion")) return lacks(endpoint === "/api/chat" ? "chat" : "generate");
  if (stringOf(body["suffix"]) !== "") return lacks("insert");
  return Array.isArray(body["tools"]) && body["tools"].length > 0 ? lacks("tools") : undefined;
}

function logprobProblem({ top_logprobs: top }: Body): PlainAnswer | undefined {
  const isRight = typeof top !== "number" || (Number.isInteger(top) && top >= 0 && top <= 20);
  return isRight ? undefined : errorAnswer(400, "top_logprobs must be between 0 and 20");
}

/** A long prompt is cut in silence, unless the request says not to. */
function lengthProblem(body: Body, options: Body, promptTokens: number): PlainAnswer | undefined {
  const fits = promptTokens <= windowOf(options) || body["truncate"] !== false;
  return fits ? undefined : errorAnswer(400, "the input length exceeds the context length");
}

function windowOf({ num_ctx: window }: Body): number {
  return typeof window === "number" && window > 0 ? Math.min(window, contextLength) : contextLength;
}

function promptOf(body: Body, endpoint: TextEndpoint): string {
  if (endpoint === "/api/generate") return stringOf(body["prompt"]);
  const messages = Array.isArray(body["messages"]) ? (body["messages"] as readonly unknown[]) : [];
  return messages.map((message) => JSON.stringify(message)).join("\n");
}
