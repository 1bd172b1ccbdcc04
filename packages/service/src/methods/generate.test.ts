import { scriptedBackend } from "@compute-proxy/backend/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import {
  startTestService,
  type TestParts,
  type TestService,
  wireClient,
  type WireClient,
  wireFailure,
} from "../testing/index.js";

let service: TestService;
let client: WireClient;

async function start(parts: TestParts): Promise<WireClient["compute"]> {
  service = await startTestService(parts);
  client = wireClient(service.address);
  return client.compute;
}

afterEach(async () => {
  client.channel.close();
  await service.close();
});

describe("Generate", () => {
  it("answers with the text, the backend and the stage's metadata", async () => {
    const compute = await start({ backends: [scriptedBackend({ id: "npu" }, () => ({ deltas: ["Hel", "lo"] }))] });

    const response = await compute.generate({ prompt: "hi", model: "small" });

    expect(response).toMatchObject({
      response: "Hello",
      backendUsed: "npu",
      metadata: { model: "small", attemptCount: 1, device: "npu" },
    });
  });

  it("passes model, options and conversation on to the engine", async () => {
    const backend = scriptedBackend({ id: "npu" }, () => ({ deltas: ["ok"] }));
    const compute = await start({ backends: [backend] });
    const messages = [
      { role: "system", content: "be brief" },
      { role: "user", content: "hi" },
    ];
    const options = { maxTokens: 7, temperature: 0.5, topP: 0.9, topK: 3, stop: ["END"], contextLength: 512, seed: 42 };

    await compute.generate({ messages, model: "small", options });

    expect(backend.requests).toMatchObject([{ model: "small", prompt: "", messages, options }]);
  });

  it("uses the backend that annotations.target names", async () => {
    const backends = ["a", "b"].map((id) => scriptedBackend({ id }, () => ({ deltas: [id] })));
    const compute = await start({ backends });

    const response = await compute.generate({ prompt: "hi", annotations: { target: "b" }, model: "small" });

    expect(response).toMatchObject({ response: "b", backendUsed: "b" });
  });

  it.each([
    { what: "nothing to answer", request: {}, fields: ["prompt"] },
    { what: "a blank prompt", request: { prompt: " \n" }, fields: ["prompt"] },
    { what: "too much text", request: { prompt: "x".repeat(1024 * 1024 + 1) }, fields: ["prompt"] },
    {
      what: "prompt and messages",
      request: { prompt: "hi", messages: [{ role: "user", content: "hi" }] },
      fields: ["messages"],
    },
    {
      what: "an unknown role",
      request: { messages: [{ role: "robot", content: "hi" }] },
      fields: ["messages[0].role"],
    },
    {
      what: "no question at the end",
      request: { messages: [{ role: "assistant", content: "hi" }] },
      fields: ["messages[0].role"],
    },
    {
      what: "a blank message",
      request: { messages: [{ role: "user", content: "" }] },
      fields: ["messages[0].content"],
    },
    { what: "a long model", request: { prompt: "hi", model: "m".repeat(257) }, fields: ["model"] },
    { what: "a model that forges a log line", request: { prompt: "hi", model: "m\nlevel=50" }, fields: ["model"] },
    {
      what: "an option out of range",
      request: { prompt: "hi", options: { temperature: 3 } },
      fields: ["options.temperature"],
    },
    {
      what: "an unknown target",
      request: { prompt: "hi", annotations: { target: "tpu" } },
      fields: ["annotations.target"],
    },
    {
      what: "several, all of them",
      request: { model: "\u0000", options: { maxTokens: 0 }, annotations: { maxPowerWatts: -1 } },
      fields: ["prompt", "annotations.max_power_watts", "model", "options.max_tokens"],
    },
  ])("refuses $what before anything starts", async ({ request, fields }) => {
    const backend = scriptedBackend({ id: "npu" }, () => ({ deltas: ["never"] }));
    const compute = await start({ backends: [backend] });

    const failure = await wireFailure(compute.generate(request));

    expect(failure.status).toBe("INVALID_ARGUMENT");
    expect(failure.violations.map(({ field }) => field)).toEqual(fields);
    expect(backend.requests).toHaveLength(0);
  });
});
