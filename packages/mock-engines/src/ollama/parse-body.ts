import { errorAnswer, type PlainAnswer } from "../answer.js";

/** A JSON object, or the refusal that Ollama would send. */
export type ParsedBody =
  | { readonly kind: "object"; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: "refused"; readonly answer: PlainAnswer };

/** What each field must be, in JSON's words. */
export type Shape = Readonly<Record<string, "string" | "bool" | "number" | "array" | "object" | "any">>;

/** Reads a body as Ollama's server does: 400 for what is no JSON, no object, or has a field of another type. */
export function parseBody(bytes: Buffer, shape: Shape): ParsedBody {
  if (bytes.length === 0) return refused(400, "missing request body");
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    return refused(400, badJson(bytes));
  }
  if (typeOf(value) !== "object") return refused(400, cannotRead(value, "value", "api.Request"));
  const body = value as Record<string, unknown>;
  for (const [name, type] of Object.entries(shape)) {
    const field = body[name];
    if (field === undefined || field === null || type === "any" || typeOf(field) === type) continue;
    return refused(400, cannotRead(field, `struct field Request.${name}`, type));
  }
  return { kind: "object", body };
}

/** Options of the wrong type are the engine's own mistake to it: 500. Names that it does not know are ignored. */
export function optionProblem(options: Readonly<Record<string, unknown>>): PlainAnswer | undefined {
  for (const [name, type] of Object.entries(optionTypes)) {
    const value = options[name];
    if (value === undefined || value === null) continue;
    const isRight = type === "array" ? Array.isArray(value) : typeof value === "number";
    if (!isRight) return errorAnswer(500, `option ${JSON.stringify(name)} must be of type ${type}`);
  }
  return undefined;
}

const optionTypes = {
  num_predict: "integer",
  num_ctx: "integer",
  num_thread: "integer",
  seed: "integer",
  top_k: "integer",
  temperature: "float32",
  top_p: "float32",
  stop: "array",
} as const;

/** The text of a field; empty where it has none. */
export function stringOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function refused(status: number, error: string): ParsedBody {
  return { kind: "refused", answer: errorAnswer(status, error) };
}

/** Go tells a text that ends too early from one that is wrong before. */
function badJson(bytes: Buffer): string {
  const text = bytes.toString("utf8").trim();
  const first = text[0] ?? "";
  if (first === "{" || first === "[" || first === '"') return "unexpected EOF";
  return `invalid character '${first}' looking for beginning of value`;
}

function cannotRead(value: unknown, where: string, type: string): string {
  return `json: cannot unmarshal ${typeOf(value)} into Go ${where} of type ${type}`;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (value === null) return "null";
  return typeof value === "boolean" ? "bool" : typeof value;
}
