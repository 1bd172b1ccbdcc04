import { GenerateStreamResponse } from "@compute-proxy/api";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { ProxyError } from "@compute-proxy/core";
import { deferred } from "@compute-proxy/core/testing";
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

describe("GenerateStream", () => {
  it("sends tokens, then one message with done and the metadata", async () => {
    const compute = await start({ backends: [scriptedBackend({ id: "npu" }, () => ({ deltas: ["Hel", "lo"] }))] });

    const messages: GenerateStreamResponse[] = [];
    for await (const message of compute.generateStream({ prompt: "hi", model: "small" })) messages.push(message);

    expect(messages).toMatchObject([
      { token: "Hel", backendUsed: "npu" },
      { token: "lo", backendUsed: "npu" },
      { token: "", backendUsed: "npu", done: true, metadata: { model: "small", attemptCount: 1 } },
    ]);
    expect(messages.map(({ done }) => done)).toEqual([undefined, undefined, true]);
  });

  it("sends a token before the engine has made the next one", async () => {
    const second = deferred();
    const before = (index: number): Promise<void> => (index === 1 ? second.promise : Promise.resolve());
    const compute = await start({ backends: [scriptedBackend({ id: "npu" }, () => ({ deltas: ["a", "b"], before }))] });

    const tokens: string[] = [];
    for await (const { token } of compute.generateStream({ prompt: "hi", model: "small" })) {
      tokens.push(token);
      if (token === "a") second.resolve();
    }

    expect(tokens).toEqual(["a", "b", ""]);
  });

  it("ends with the stage's error after the tokens that were sent, and without done", async () => {
    const broken = scriptedBackend({ id: "npu" }, () => ({
      deltas: ["Hel"],
      error: new ProxyError("engine-reset", "gone"),
    }));
    const compute = await start({ backends: [broken] });
    const messages: GenerateStreamResponse[] = [];

    const read = async (): Promise<void> => {
      for await (const message of compute.generateStream({ prompt: "hi", model: "small" })) messages.push(message);
    };
    const failure = await wireFailure(read());

    expect(failure).toMatchObject({ status: "UNAVAILABLE", reason: "engine-reset" });
    expect(messages).toEqual([GenerateStreamResponse.fromPartial({ token: "Hel", backendUsed: "npu" })]);
  });

  it("names the backend that answers after another was gone", async () => {
    const gone = scriptedBackend({ id: "a" }, () => ({ error: new ProxyError("engine-refused", "gone") }));
    const compute = await start({ backends: [gone, scriptedBackend({ id: "b" }, () => ({ deltas: ["hi"] }))] });

    const used: string[] = [];
    for await (const { backendUsed } of compute.generateStream({ prompt: "hi", model: "small" }))
      used.push(backendUsed);

    expect(used).toEqual(["b", "b"]);
  });

  it("refuses what Generate refuses", async () => {
    const compute = await start({ backends: [] });

    const failure = await wireFailure(compute.generateStream({ options: { topP: 2 } }));

    expect(failure.violations.map(({ field }) => field)).toEqual(["prompt", "options.top_p"]);
  });
});
