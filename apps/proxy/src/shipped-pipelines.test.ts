import { fileURLToPath } from "node:url";
import { entryId } from "@compute-proxy/pipeline";
import { adaptiveText, codeGeneration, thermalFailover, voiceAssistant } from "@compute-proxy/pipeline/examples";
import { loadConfiguration, loadPipelines } from "@compute-proxy/config";
import { describe, expect, it } from "@jest/globals";
import { capabilitiesOf } from "./adapters.js";

const folder = new URL("../../../config/", import.meta.url);

describe.each(["config.yaml", "demo.yaml"])("the shipped pipelines under %s", (name) => {
  it("load without a problem and equal the same pipelines built in code", async () => {
    const file = fileURLToPath(new URL(name, folder));
    const loaded = await loadConfiguration(file);
    if (loaded.kind === "rejected") throw new Error(JSON.stringify(loaded.problems));

    const { catalog, problems } = await loadPipelines(loaded.configuration, file, capabilitiesOf);

    expect([...loaded.warnings, ...problems]).toEqual([]);
    const built = [adaptiveText, codeGeneration, thermalFailover, voiceAssistant];
    expect(catalog.entries.map(entryId)).toEqual(built.map(({ id }) => id));
    expect(catalog.entries).toEqual(built.map((pipeline) => ({ kind: "ready", pipeline })));
  });
});
