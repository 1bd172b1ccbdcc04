import {
  type ComputeClient,
  createComputeClient,
  generatedText,
  type TextStep,
  textStream,
} from "@compute-proxy/client";
import { runningClock } from "@compute-proxy/core/testing";
import { type MockEngine, startMockEngines } from "@compute-proxy/mock-engines";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type ProxyUnderTest, startOurs } from "../testing/faults/proxy-under-test.js";
import { asked } from "../testing/faults/seen.js";

const answer = "turns light turns cold bread or";
const engines: MockEngine[] = [];
let proxy: ProxyUnderTest;
let client: ComputeClient;

beforeEach(async () => {
  const pace = { tokensPerSecond: 50 };
  engines.push(await startMockEngines({ tokens: 6, pace }), await startMockEngines({ tokens: 6, pace }));
  proxy = await startOurs(
    engines.map(({ url }) => url),
    runningClock,
  );
  client = createComputeClient({ address: proxy.address });
});

afterEach(async () => {
  client.close();
  await proxy.close();
  await Promise.all(engines.splice(0).map((engine) => engine.close()));
});

const streams: ReadonlyArray<{ readonly call: string; readonly open: () => AsyncIterable<TextStep<unknown>> }> = [
  {
    call: "GenerateStream",
    open: () =>
      generatedText(client.generateStream({ prompt: asked.prompt, model: asked.text, options: asked.options })),
  },
  { call: "ExecutePipelineStream", open: () => textStream(client.streamPipeline(asked.pipeline, asked.prompt)) },
];

describe.each(streams)("the SDK's text of $call", ({ open }) => {
  it("is one text with an end when the engine dies in the middle and another goes on", async () => {
    await engines[0]?.setFault({ fault: "reset-in-stream" });

    const steps: TextStep<unknown>[] = [];
    for await (const step of open()) steps.push(step);

    const shown = steps.flatMap((step) => (step.kind === "text" ? [step.text] : []));
    expect(shown.join("")).toBe(answer);
    expect(steps.at(-1)).toMatchObject({ kind: "end", text: answer });
    expect(steps.filter(({ kind }) => kind !== "text")).toHaveLength(1);
  });

  it("has no end when both die", async () => {
    for (const engine of engines) await engine.setFault({ fault: "reset-in-stream" });

    const kinds = new Set<string>();
    const reading = (async () => {
      for await (const { kind } of open()) kinds.add(kind);
    })();

    await expect(reading).rejects.toMatchObject({ name: "ComputeError", code: "UNAVAILABLE" });
    expect([...kinds]).toEqual(["text"]);
  });
});
