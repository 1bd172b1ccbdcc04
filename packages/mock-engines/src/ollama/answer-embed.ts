import { type Answer, errorAnswer } from "../answer.js";
import type { EngineRequest } from "../api.js";
import { hashOf, numberAt } from "../seeded.js";
import { dimensions, findModel, lacking, type MockModel } from "./models.js";
import { optionProblem, parseBody, stringOf } from "./parse-body.js";

/** Tokens that an embedding model reads at once. */
const window = 512;

const shape = { model: "string", input: "any", options: "object", dimensions: "number", truncate: "bool" } as const;

/** The answer to /api/embed. Models that write text embed too, as Ollama's do. */
export function answerEmbed({ body: bytes }: EngineRequest, models: readonly MockModel[]): Answer {
  const parsed = parseBody(bytes, shape);
  if (parsed.kind === "refused") return parsed.answer;
  const { body } = parsed;
  const name = stringOf(body["model"]);
  const model = findModel(models, name);
  if (!model) return lacking(name, (unknown) => `model ${JSON.stringify(unknown)} not found, try pulling it first`);
  const texts = textsOf(body["input"]);
  if (!texts) return errorAnswer(400, "invalid input type");
  const problem = optionProblem((body["options"] ?? {}) as Readonly<Record<string, unknown>>);
  if (problem) return problem;
  const lengths = texts.map((text) => Math.ceil(text.length / 4));
  if (body["truncate"] === false && lengths.some((length) => length > window))
    return errorAnswer(400, "the input length exceeds the context length");
  const count = typeof body["dimensions"] === "number" && body["dimensions"] > 0 ? body["dimensions"] : dimensions;
  return {
    kind: "embedding",
    model: model.name,
    embeddings: texts.map((text) => embeddingOf(text, Math.min(count, dimensions))),
    promptTokens: lengths.reduce((sum, length) => sum + Math.min(length, window), 0),
  };
}

/** An empty input is no input, and gets no embedding. */
function textsOf(input: unknown): readonly string[] | undefined {
  if (input === undefined || input === null || input === "") return [];
  if (typeof input === "string") return [input];
  const list = Array.isArray(input) ? (input as readonly unknown[]) : [input];
  return list.every((text) => typeof text === "string") ? list : undefined;
}

/** A vector of length 1 that depends on the text alone. */
function embeddingOf(text: string, count: number): readonly number[] {
  const seed = hashOf(text);
  const values = Array.from({ length: count }, (_, index) => numberAt(seed, index) - 0.5);
  const norm = Math.hypot(...values);
  return values.map((value) => Math.fround(value / norm));
}
