import { createHash } from "node:crypto";

/** One model of the fake engine. */
export interface FakeModel {
  readonly name: string;
  /** Ollama's words: "completion", "embedding". Default: completion. */
  readonly capabilities?: readonly string[];
  /** Tokens; a word counts as one. Default 2048. */
  readonly contextLength?: number;
  /** Numbers of an embedding. Default 8. */
  readonly dimensions?: number;
}

/** What an engine of `startFakeOllama` has when the test names nothing else. */
export const defaultFakeModels: readonly FakeModel[] = [
  { name: "smollm2:135m" },
  { name: "qwen2.5-coder:0.5b" },
  { name: "qwen2.5-coder:1.5b" },
  { name: "all-minilm:latest", capabilities: ["embedding"], contextLength: 512 },
];

/** The model that a name means, with or without ":latest". */
export function findFakeModel(models: readonly FakeModel[], name: unknown): FakeModel | undefined {
  return models.find((model) => model.name === name || model.name === `${String(name)}:latest`);
}

/** Whether the model can do what a call needs. */
export function fakeModelCan(model: FakeModel, capability: string): boolean {
  return (model.capabilities ?? ["completion"]).includes(capability);
}

/** The body of /api/tags. */
export function tagsOf(models: readonly FakeModel[]): unknown {
  return {
    models: models.map((model) => ({
      name: model.name,
      model: model.name,
      modified_at: "2026-11-22T12:00:00Z",
      size: 98_363_420,
      digest: createHash("sha256").update(model.name).digest("hex"),
      details: { parent_model: "", format: "gguf", family: "llama", families: ["llama"], quantization_level: "Q4_1" },
    })),
  };
}

/** The body of /api/show. */
export function showOf(model: FakeModel): unknown {
  return {
    details: { family: "llama", quantization_level: "Q4_1" },
    model_info: { "general.architecture": "llama", "llama.context_length": model.contextLength ?? 2048 },
    capabilities: model.capabilities ?? ["completion"],
  };
}

/** A unit vector that depends on the text alone. */
export function fakeEmbedding(text: string, dimensions: number): number[] {
  const bytes = createHash("sha512").update(text).digest();
  const values = Array.from({ length: dimensions }, (_, index) => (bytes[index % bytes.length] ?? 0) - 127.5);
  const norm = Math.hypot(...values);
  return values.map((value) => value / norm);
}
