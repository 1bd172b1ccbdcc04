import { Backend, type BackendModels, ModelInfo } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { allowsModel, preferredModel, resolveModel } from "./resolve-model.js";

const live = [
  ModelInfo.fromPartial({ name: "smollm2:135m", capabilities: ["text_generation"] }),
  ModelInfo.fromPartial({ name: "all-minilm:latest", capabilities: ["embedding"] }),
  ModelInfo.fromPartial({ name: "plain", capabilities: ["text_generation"] }),
];

function backendWith(models?: Parameters<typeof BackendModels.fromPartial>[0]): Backend {
  return Backend.fromPartial({ id: "ollama-npu", ...(models ? { models } : {}) });
}

describe("resolveModel", () => {
  it("takes the alias first", () => {
    const backend = backendWith({ aliases: { small: "smollm2:135m" } });

    expect(resolveModel(backend, "small", "text_generation", live)).toEqual({
      kind: "served",
      engineModel: "smollm2:135m",
    });
  });

  it.each(["__proto__", "constructor", "toString"])("has no alias that nobody wrote (%s)", (name) => {
    expect(resolveModel(backendWith(), name, "text_generation")).toEqual({ kind: "served", engineModel: name });
  });

  it("believes the configuration while the engine was never reached", () => {
    expect(resolveModel(backendWith(), "anything", "text_generation")).toEqual({
      kind: "served",
      engineModel: "anything",
    });
  });

  it.each([
    { requested: "all-minilm", type: "embedding", engineModel: "all-minilm:latest" },
    { requested: "plain:latest", type: "text_generation", engineModel: "plain" },
  ])("finds $requested as $engineModel", ({ requested, type, engineModel }) => {
    expect(resolveModel(backendWith(), requested, type, live)).toEqual({ kind: "served", engineModel });
  });

  it.each([
    {
      why: "the engine lacks it",
      requested: "nope:1b",
      models: {},
      because: 'the engine of "ollama-npu" does not have model "nope:1b"',
    },
    {
      why: "it cannot do that",
      requested: "all-minilm",
      models: {},
      because: 'model "all-minilm" of "ollama-npu" cannot do text_generation',
    },
    {
      why: "it is excluded",
      requested: "smollm2:135m",
      models: { excluded: ["*:135m"] },
      because: 'model "smollm2:135m" is excluded on "ollama-npu" by "*:135m"',
    },
    {
      why: "an alias leads to an excluded one",
      requested: "small",
      models: { aliases: { small: "smollm2:135m" }, excluded: ["smollm2*"] },
      because: 'model "smollm2:135m" is excluded on "ollama-npu" by "smollm2*"',
    },
    {
      why: "it fits no pattern",
      requested: "smollm2:135m",
      models: { supported: ["qwen*", "*:70b"] },
      because: 'model "smollm2:135m" fits no supported pattern of "ollama-npu" (qwen*, *:70b)',
    },
    {
      why: "none was named and none is preferred",
      requested: "",
      models: {},
      type: "audio_to_text",
      because: 'backend "ollama-npu" has no preferred model for audio_to_text',
    },
  ])("says why a model is not served: $why", ({ requested, models, because, type = "text_generation" }) => {
    expect(resolveModel(backendWith(models), requested, type, live)).toEqual({ kind: "not-served", because });
  });

  it("shows a name from a request safely", () => {
    expect(resolveModel(backendWith(), "a\nforged", "text_generation", live)).toMatchObject({
      because: 'the engine of "ollama-npu" does not have model "a\\u{a}forged"',
    });
  });

  it("takes the preferred model of the stage type when none is named", () => {
    const backend = backendWith({ preferred: ["all-minilm", "smollm2:135m"] });

    expect(resolveModel(backend, "", "text_generation", live)).toEqual({ kind: "served", engineModel: "smollm2:135m" });
  });
});

describe("allowsModel", () => {
  it.each([
    { model: "llama", excluded: "llama:latest" },
    { model: "llama:latest", excluded: "llama" },
  ])("excludes $model through the pattern $excluded: both are one model", ({ model, excluded }) => {
    expect(allowsModel(backendWith({ excluded: [excluded] }), model)).toContain("is excluded");
  });

  it("lets excluded win over supported", () => {
    expect(allowsModel(backendWith({ supported: ["*"], excluded: ["llama"] }), "llama")).toContain("is excluded");
  });

  it("allows everything where nothing is configured", () => {
    expect(allowsModel(backendWith(), "llama")).toBeUndefined();
    expect(allowsModel(backendWith({}), "llama")).toBeUndefined();
  });
});

describe("preferredModel", () => {
  it.each([
    {
      what: "the first, before the engine was reached",
      models: { preferred: ["a", "b"] },
      live: undefined,
      found: "a",
    },
    { what: "none that the engine does not have", models: { preferred: ["a"] }, live, found: undefined },
    { what: "the first live one that can do it, where none is configured", models: {}, live, found: "smollm2:135m" },
    { what: "no excluded one", models: { excluded: ["smollm2*"] }, live, found: "plain" },
    { what: "none, before the engine was reached", models: {}, live: undefined, found: undefined },
  ])("is $what", ({ models, live: list, found }) => {
    expect(preferredModel(backendWith(models), "text_generation", list)).toBe(found);
  });
});
