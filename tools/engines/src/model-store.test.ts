import { describe, expect, test } from "@jest/globals";

import { fakeFiles, sha256, storedModel } from "./fake-files.ts";
import { flawOfModel, hasModel } from "./model-store.ts";

const store = "/store";
const whole = storedModel(store, "tiny:1b", ["weights", "template"]);
const weightsAt = `${store}/blobs/sha256-${sha256("weights")}`;
const { [weightsAt]: _, ...withoutWeights } = whole;

describe("a model in the store", () => {
  test.each([
    ["complete", whole, "tiny:1b", true],
    ["unknown", whole, "tiny:2b", false],
    ["without its weights", withoutWeights, "tiny:1b", false],
    ["with weights cut short", { ...whole, [weightsAt]: "weig" }, "tiny:1b", false],
    ["with a manifest that is no JSON", { [`${store}/manifests/registry/library/tiny/1b`]: "{" }, "tiny:1b", false],
  ])("that is %s", (_case, contents, model, expected) => {
    expect(hasModel(model, store, fakeFiles(contents))).toBe(expected);
  });

  test("has no flaw when every file has the checksum it is named after", async () => {
    expect(await flawOfModel("tiny:1b", store, fakeFiles(whole), sha256("weights"))).toBeUndefined();
  });

  test("is flawed when a file of the right length holds something else", async () => {
    const damaged = fakeFiles({ ...whole, [weightsAt]: "wEIGHTS" });

    expect(hasModel("tiny:1b", store, damaged)).toBe(true);
    expect(await flawOfModel("tiny:1b", store, damaged)).toBe("damaged: application/layer");
  });

  test("is flawed when it was made from other weights than the pinned ones", async () => {
    expect(await flawOfModel("tiny:1b", store, fakeFiles(whole), sha256("others"))).toBe("made from other weights");
  });
});
