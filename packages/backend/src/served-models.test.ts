import { Backend, type BackendModels, ModelInfo } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { servedModels } from "./served-models.js";

const live = ["a:1b", "b:1b", "c:latest"].map((name) =>
  ModelInfo.fromPartial({ name, digest: `sha256:${name}`, capabilities: ["text_generation"] }),
);

function names(models: Partial<BackendModels>): readonly string[] {
  return servedModels(Backend.fromPartial({ id: "npu", models }), live).map(({ name }) => name);
}

describe("the models that a backend offers", () => {
  it.each([
    { what: "all, where nothing is configured", models: {}, offers: ["a:1b", "b:1b", "c:latest"] },
    { what: "none that is excluded", models: { excluded: ["a*"] }, offers: ["b:1b", "c:latest"] },
    { what: "only what is supported", models: { supported: ["a*"] }, offers: ["a:1b"] },
    { what: "the preferred first", models: { preferred: ["c", "b:1b"] }, offers: ["c:latest", "b:1b", "a:1b"] },
    { what: "no preferred one that is not there", models: { preferred: ["x"] }, offers: ["a:1b", "b:1b", "c:latest"] },
    { what: "aliases", models: { aliases: { small: "a:1b" } }, offers: ["a:1b", "b:1b", "c:latest", "small"] },
    { what: "no alias of nothing", models: { aliases: { small: "x" } }, offers: ["a:1b", "b:1b", "c:latest"] },
  ])("are $what", ({ models, offers }) => {
    expect(names(models)).toEqual(offers);
  });

  it("tell of an alias what is true of its model", () => {
    const backend = Backend.fromPartial({ id: "npu", models: { aliases: { small: "a:1b" } } });

    expect(servedModels(backend, live).at(-1)).toEqual({ ...live[0], name: "small" });
  });

  it("hold an alias in place of the engine's own model of that name, as a request for it does", () => {
    const backend = Backend.fromPartial({ id: "npu", models: { aliases: { "b:1b": "a:1b" } } });

    const models = servedModels(backend, live);

    expect(models.map(({ name, digest }) => [name, digest])).toEqual([
      ["a:1b", "sha256:a:1b"],
      ["c:latest", "sha256:c:latest"],
      ["b:1b", "sha256:a:1b"],
    ]);
  });
});
