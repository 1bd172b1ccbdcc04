import { describe, expect, test } from "@jest/globals";

import { enginesHomeAt } from "./engines-home.ts";
import { fakeFiles, storedModel } from "./fake-files.ts";
import { endpointsToProbe, engineInCache, engineOfPerson, isNewEnough } from "./find-engine.ts";
import { RUNGS } from "./rungs.ts";

const home = enginesHomeAt("/engines");

describe("an engine", () => {
  test("is what the cache holds, with the models that are there", () => {
    const files = fakeFiles({
      [home.ollama.binary]: "program",
      ...storedModel(home.ollama.models, "smollm2:135m", ["weights"]),
    });

    expect(engineInCache(home, files, undefined)).toEqual({
      binary: home.ollama.binary,
      store: home.ollama.models,
      models: ["smollm2:135m"],
    });
  });

  test("is not a server without models", () => {
    expect(engineInCache(home, fakeFiles({ [home.ollama.binary]: "program" }), undefined)).toBeUndefined();
  });

  test("is the person's own when their store has the whole ladder", () => {
    const models = RUNGS.map(({ model }) => model);
    const entries = models.flatMap((model) => Object.entries(storedModel("/mine", model, [model])));
    const files = fakeFiles(Object.fromEntries(entries));

    expect(engineOfPerson({ OLLAMA_MODELS: "/mine" }, files, "/bin/ollama")).toMatchObject({ store: "/mine", models });
  });

  test("is not the person's own when a rung is missing there", () => {
    const files = fakeFiles(storedModel("/mine", "smollm2:135m", ["weights"]));

    expect(engineOfPerson({ OLLAMA_MODELS: "/mine" }, files, "/bin/ollama")).toBeUndefined();
  });
});

test.each([
  ["ollama version is 0.24.0", true],
  ["ollama version is 0.12.11", true],
  ["Warning: could not connect\nWarning: client version is 1.0.0", true],
  ["ollama version is 0.12.10", false],
  ["ollama version is 0.9.6", false],
  ["something else", false],
])("%j is new enough: %p", (text, expected) => {
  expect(isNewEnough(text)).toBe(expected);
});

test.each([
  [undefined, "http://127.0.0.1:11434"],
  ["127.0.0.1:9999", "http://127.0.0.1:9999"],
  ["0.0.0.0", "http://127.0.0.1:11434"],
  ["https://models.example", "https://models.example"],
  ["http://models.example:8080", "http://models.example:8080"],
  [":::", "http://127.0.0.1:11434"],
])("OLLAMA_HOST %p is asked first at %s", (host, first) => {
  expect(endpointsToProbe({ OLLAMA_HOST: host })[0]).toBe(first);
});
