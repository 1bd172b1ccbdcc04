import { Pipeline } from "@compute-proxy/api";
import type { PipelineCatalog } from "@compute-proxy/pipeline";
import { describe, expect, it } from "@jest/globals";
import { modelNames } from "./model-names.js";

const pipeline = Pipeline.fromPartial({
  id: "p",
  stages: [
    { id: "hear", type: "audio_to_text", model: "whisper-tiny" },
    { id: "draft", type: "text_generation", model: "small" },
    { id: "open", type: "text_generation" },
    { id: "again", type: "text_generation", model: "small" },
  ],
  tiers: { big: { hardware: "nvidia", model: "large" } },
});
const catalog: PipelineCatalog = {
  enabled: true,
  entries: [
    { kind: "ready", pipeline },
    { kind: "broken", id: "b", name: "", description: "", problems: ["p.yaml:1:1"] },
  ],
  groups: [],
  problems: [],
};

describe("modelNames", () => {
  it("are those of the stages for text and of the tiers, each once", () => {
    expect(modelNames(catalog)).toEqual(["small", "large"]);
  });

  it("are none where pipelines are switched off", () => {
    expect(modelNames({ ...catalog, enabled: false })).toEqual([]);
  });
});
