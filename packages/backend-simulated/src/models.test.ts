import { describe, expect, it } from "@jest/globals";
import { Backend } from "@compute-proxy/api";
import { modelInfo, modelsOf, servedModel } from "./models.js";

const definition = Backend.fromPartial({
  id: "sim",
  models: {
    preferred: ["llama3:7b", "all-minilm"],
    supported: ["llama3:7b", "qwen*", "*", "phi:3b"],
    aliases: { small: "qwen2.5:0.5b" },
  },
});

describe("modelsOf", () => {
  it("lists each name without a star once, and what aliases point to", () => {
    expect(modelsOf(definition, "npu").map(({ name }) => name)).toEqual([
      "llama3:7b",
      "all-minilm",
      "phi:3b",
      "qwen2.5:0.5b",
    ]);
  });

  it.each([
    { name: "all-minilm", capability: "embedding" },
    { name: "Nomic-Embed-text", capability: "embedding" },
    { name: "llama3:7b", capability: "text_generation" },
  ])("makes $name a model for $capability", ({ name, capability }) => {
    const [model] = modelsOf(Backend.fromPartial({ models: { preferred: [name] } }), "npu");

    expect(model?.capability).toBe(capability);
  });

  it("has no models when the definition names none", () => {
    expect(modelsOf(Backend.fromPartial({}), "npu")).toEqual([]);
  });

  it("gives one digest to models that answer alike, and another to others", () => {
    const digest = (name: string, hardware: "npu" | "nvidia"): string | undefined =>
      modelsOf(Backend.fromPartial({ models: { preferred: [name] } }), hardware)[0]?.digest;

    expect(digest("llama3:7b", "npu")).toBe(digest("llama3:7b", "nvidia"));
    expect(digest("mistral", "npu")).not.toBe(digest("mistral", "nvidia"));
    expect(digest("llama3:7b", "npu")).not.toBe(digest("llama3:70b", "npu"));
    expect(digest("llama3:7b", "npu")).toMatch(/^[0-9a-f]{64}$/u);
  });
});

describe("modelInfo", () => {
  it("tells name, digest, capability and context", () => {
    const [model] = modelsOf(definition, "npu");

    expect(model && modelInfo(model)).toMatchObject({
      name: "llama3:7b",
      digest: model?.digest,
      capabilities: ["text_generation"],
      contextLength: 32_768,
    });
  });
});

describe("servedModel", () => {
  const models = modelsOf(definition, "npu");

  it("finds a model by its exact name", () => {
    expect(servedModel(models, "phi:3b", "text_generation", "sim").name).toBe("phi:3b");
  });

  it.each([
    {
      name: "llama3:8b",
      code: "engine-lacks-model",
      says: 'simulated backend "sim" does not have model "llama3:8b" (did you mean "llama3:7b"?)',
    },
    { name: "", code: "engine-lacks-model", says: 'does not have model ""' },
    { name: "small", code: "engine-lacks-model", says: 'does not have model "small"' },
    {
      name: "all-minilm",
      code: "not-capable",
      says: 'model "all-minilm" of simulated backend "sim" does embedding, not text_generation',
    },
  ])("refuses $name with $code", ({ name, code, says }) => {
    const find = (): unknown => servedModel(models, name, "text_generation", "sim");

    expect(find).toThrow(expect.objectContaining({ code, backend: "sim", message: expect.stringContaining(says) }));
  });
});
