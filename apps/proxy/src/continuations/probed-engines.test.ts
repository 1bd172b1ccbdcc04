import { Backend } from "@compute-proxy/api";
import type { BackendPort } from "@compute-proxy/backend";
import { createOllamaAdapter } from "@compute-proxy/backend-ollama";
import { type FakeOllamaOptions, jsonReply, startFakeOllama } from "@compute-proxy/backend-ollama/testing";
import { createSimulatedAdapter } from "@compute-proxy/backend-simulated";
import type { Clock } from "@compute-proxy/core";
import { runningClock } from "@compute-proxy/core/testing";
import { probeContinuation } from "@compute-proxy/forwarding";
import { startMockEngines } from "@compute-proxy/mock-engines";
import { afterEach, describe, expect, it } from "@jest/globals";

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const noAbort = { signal: new AbortController().signal };

async function ollamaAt(engine: { readonly url: string; close(): Promise<void> }): Promise<BackendPort> {
  const adapter = createOllamaAdapter({ id: "npu", endpoint: engine.url, clock: runningClock });
  closing.push(
    () => engine.close(),
    () => adapter.close(),
  );
  await adapter.port.describe({}, noAbort);
  return adapter.port;
}

const mock = async (): Promise<BackendPort> => ollamaAt(await startMockEngines());
const fake = async (options: FakeOllamaOptions): Promise<BackendPort> => ollamaAt(await startFakeOllama(options));

describe("the continuation probe", () => {
  it.each([
    { model: "mock:text", modes: ["raw", "prefill"], boundaryTrouble: false },
    { model: "fault:ignore-begun", modes: [], boundaryTrouble: false },
    { model: "fault:token-boundaries", modes: ["raw", "prefill"], boundaryTrouble: true },
  ])("finds of Ollama's API with $model: $modes, trouble where tokens are cut: $boundaryTrouble", async (row) => {
    const ability = await probeContinuation(await mock(), row.model, noAbort);

    expect(ability).toEqual({
      modes: row.modes,
      boundaryTrouble: row.boundaryTrouble,
      template: expect.stringMatching(/^[0-9a-f]{64}$/u),
      tokenizer: undefined,
    });
  });

  it("finds no raw mode where the engine does not tell its rendered prompt", async () => {
    const port = await fake({
      intercept: ({ body }) => (body["_debug_render_only"] === true ? jsonReply({ error: "no" }, 400) : undefined),
      answer: (_, { body }) => ({ kind: "tokens", tokens: afterBegun(body["messages"]) }),
    });

    expect(await probeContinuation(port, "smollm2:135m", noAbort)).toMatchObject({ modes: ["prefill"] });
  });

  it("finds every mode of a simulated model, and the same digests on another simulated backend", async () => {
    const hurried: Clock = { now: () => 0, sleep: () => Promise.resolve() };
    const probe = (id: string, hardware: string) => {
      const definition = Backend.fromPartial({ id, hardware, models: { preferred: ["llama3:7b"] } });
      return probeContinuation(createSimulatedAdapter({ definition, clock: hurried }).port, "llama3:7b", noAbort);
    };
    const [npu, gpu] = [await probe("npu", "npu"), await probe("gpu", "nvidia")];

    expect(npu).toMatchObject({ modes: ["token-ids", "raw", "prefill"], boundaryTrouble: false });
    expect(gpu).toEqual(npu);
  });
});

/** The tokens of a count behind what the last message holds of it, if it is the assistant's. */
function afterBegun(messages: unknown): readonly string[] {
  const text = "one two three four five six seven eight";
  const turns = Array.isArray(messages) ? (messages as ReadonlyArray<Readonly<Record<string, unknown>>>) : [];
  const last = turns.at(-1);
  const begun = last?.["role"] === "assistant" ? String(last["content"]) : "";
  return text.slice(begun.length).match(/\s*\S+/gu) ?? [];
}
