import { createHash } from "node:crypto";
import { errorAnswer, jsonAnswer, type PlainAnswer } from "../answer.js";
import { parseModelFault } from "../faults/fault-order.js";
import { faults } from "../faults/faults.js";

/** One model of the Ollama API. */
export interface MockModel {
  readonly name: string;
  /** Ollama's words. */
  readonly capabilities: ReadonlyArray<"completion" | "embedding">;
}

/** Tokens that a model reads; a token is four characters here. */
export const contextLength = 131_072;

/** Numbers of an embedding. */
export const dimensions = 384;

/** What /api/tags lists: the two models that are well, those that the operator names, and one for each fault. */
export function listedModels(more: readonly string[]): readonly MockModel[] {
  return [
    { name: "mock:text", capabilities: ["completion"] },
    { name: "mock:embed", capabilities: ["embedding"] },
    ...more.map((name): MockModel => ({ name, capabilities: ["completion", "embedding"] })),
    ...Object.keys(faults).flatMap((name) => faultModel(`fault:${name}`) ?? []),
  ];
}

/** The model of a name, with or without ":latest"; undefined for a name that the engine does not have. */
export function findModel(models: readonly MockModel[], name: string): MockModel | undefined {
  return models.find((model) => model.name === name || model.name === `${name}:latest`) ?? faultModel(name);
}

/** `fault:<name>` with any parameters. */
function faultModel(name: string): MockModel | undefined {
  const parsed = parseModelFault(name);
  if (parsed.kind !== "order" || parsed.order.definition.kind !== "script") return undefined;
  const { on } = parsed.order.definition;
  const does = (work: "text" | "embedding"): boolean => on === "everything" || on.includes(work);
  const capabilities = [
    ...(does("text") ? (["completion"] as const) : []),
    ...(does("embedding") ? (["embedding"] as const) : []),
  ];
  return capabilities.length === 0 ? undefined : { name, capabilities };
}

/** What is wrong with the parameters of a fault's name, or that there is no such model. */
export function lacking(name: string, words: (name: string) => string): PlainAnswer {
  const parsed = parseModelFault(name);
  return parsed.kind === "problem" ? errorAnswer(400, parsed.problem) : errorAnswer(404, words(name));
}

const details = {
  parent_model: "",
  format: "gguf",
  family: "llama",
  families: ["llama"],
  parameter_size: "134.52M",
  quantization_level: "Q4_1",
};

/** The body of /api/tags. */
export function tagsOf(models: readonly MockModel[]): PlainAnswer {
  const listed = models.map(({ name }) => ({ ...identity(name), modified_at: "2026-11-22T12:00:00Z", details }));
  return jsonAnswer({ models: listed });
}

/** The body of /api/ps. */
export function psOf(names: Iterable<string>): PlainAnswer {
  const loaded = [...names].map((name) => ({
    ...identity(name),
    details,
    expires_at: "2026-11-22T12:05:00Z",
    size_vram: 0,
    context_length: contextLength,
  }));
  return jsonAnswer({ models: loaded });
}

/** The body of /api/show. */
export function showOf({ capabilities }: MockModel): PlainAnswer {
  return jsonAnswer({
    license: "Apache-2.0",
    modelfile: "FROM mock",
    parameters: "num_ctx 131072",
    template: "{{ .Prompt }}",
    system: "You are a mock.",
    details,
    model_info: {
      "general.architecture": "llama",
      "general.parameter_count": 134_515_008,
      "llama.context_length": contextLength,
      "llama.embedding_length": dimensions,
    },
    capabilities,
    modified_at: "2026-11-22T12:00:00Z",
  });
}

function identity(name: string): object {
  return { name, model: name, size: 98_363_420, digest: createHash("sha256").update(name).digest("hex") };
}
