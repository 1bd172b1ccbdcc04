import { Pipeline, PipelineGroup } from "@compute-proxy/api";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import type { PipelineCatalog } from "@compute-proxy/pipeline";
import { afterEach, describe, expect, it } from "@jest/globals";
import { startTestService, type TestService, wireClient, type WireClient, wireFailure } from "../testing/index.js";

const talk = Pipeline.fromPartial({
  id: "talk",
  name: "Talk",
  description: "talks",
  stages: [{ id: "say", type: "text_generation" }],
});
const voice = Pipeline.fromPartial({
  id: "voice",
  stages: [
    { id: "hear", type: "audio_to_text" },
    { id: "say", type: "text_generation" },
  ],
});
const catalog: PipelineCatalog = {
  enabled: true,
  entries: [
    { kind: "ready", pipeline: talk },
    { kind: "broken", id: "bad", name: "Bad", description: "does not load", problems: ["p.yaml:3:5: unknown key"] },
    { kind: "ready", pipeline: voice },
  ],
  groups: [
    PipelineGroup.fromPartial({ name: "chat", pipelines: ["talk"] }),
    PipelineGroup.fromPartial({ name: "rest", pipelines: ["bad", "voice"] }),
  ],
  problems: [],
};

let service: TestService;
let client: WireClient;

async function start(given: PipelineCatalog): Promise<WireClient["compute"]> {
  service = await startTestService({ backends: [scriptedBackend({ id: "npu" }, () => ({}))], catalog: given });
  client = wireClient(service.address);
  return client.compute;
}

afterEach(async () => {
  client.channel.close();
  await service.close();
});

describe("ListPipelines", () => {
  it("lists every pipeline of the file, with what keeps it from running", async () => {
    const compute = await start(catalog);

    const { pipelines } = await compute.listPipelines({});

    expect(pipelines).toEqual([
      { id: "talk", name: "Talk", description: "talks", stages: ["say"], runnable: true, problems: [] },
      {
        id: "bad",
        name: "Bad",
        description: "does not load",
        stages: [],
        runnable: false,
        problems: ["p.yaml:3:5: unknown key"],
      },
      {
        id: "voice",
        name: "",
        description: "",
        stages: ["hear", "say"],
        runnable: false,
        problems: ['stage "hear": no enabled backend can do audio_to_text'],
      },
    ]);
  });

  it.each([
    { group: "", ids: ["talk", "bad", "voice"], groups: ["chat", "rest"] },
    { group: "rest", ids: ["bad", "voice"], groups: ["rest"] },
  ])('keeps to the group "$group"', async ({ group, ids, groups }) => {
    const compute = await start(catalog);

    const response = await compute.listPipelines({ group });

    expect(response.pipelines.map(({ id }) => id)).toEqual(ids);
    expect(response.groups.map(({ name }) => name)).toEqual(groups);
  });

  it.each<{ what: string; given: PipelineCatalog; group: string; status: string; says: string }>([
    {
      what: "an unknown group",
      given: catalog,
      group: "chta",
      status: "NOT_FOUND",
      says: 'group "chta" is not defined (did you mean "chat"?)',
    },
    {
      what: "pipelines that are off",
      given: { ...catalog, enabled: false },
      group: "",
      status: "FAILED_PRECONDITION",
      says: "pipelines.enabled",
    },
    {
      what: "a file that could not be read",
      given: { ...catalog, entries: [], problems: ["p.yaml: no such file"] },
      group: "",
      status: "FAILED_PRECONDITION",
      says: "p.yaml: no such file",
    },
  ])("refuses $what", async ({ given, group, status, says }) => {
    const compute = await start(given);

    const failure = await wireFailure(compute.listPipelines({ group }));

    expect(failure.status).toBe(status);
    expect(failure.message).toContain(says);
  });
});

describe("GetPipeline", () => {
  it("answers with the definition as it was loaded", async () => {
    const compute = await start(catalog);

    await expect(compute.getPipeline({ pipelineId: "talk" })).resolves.toEqual({ pipeline: talk });
  });

  it.each([
    { pipelineId: "", status: "INVALID_ARGUMENT" },
    { pipelineId: "a\nb", status: "INVALID_ARGUMENT" },
    { pipelineId: "talc", status: "NOT_FOUND" },
    { pipelineId: "bad", status: "FAILED_PRECONDITION" },
  ])("answers $status for $pipelineId", async ({ pipelineId, status }) => {
    const compute = await start(catalog);

    expect((await wireFailure(compute.getPipeline({ pipelineId }))).status).toBe(status);
  });
});
