import { EmbedRequest, GenerateRequest, type GenerateResponse } from "@compute-proxy/api/backend/v1";
import type { Adapter } from "@compute-proxy/backend";
import { runningClock } from "@compute-proxy/core/testing";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createOllamaAdapter } from "./create-ollama-adapter.js";
import { startRecorder } from "./test-bench/record.js";
import { recordedVersion, startReplay } from "./test-bench/replay.js";

const real = process.env["COMPUTE_PROXY_TEST_OLLAMA"];
const records = real !== undefined && process.env["COMPUTE_PROXY_RECORD"] !== undefined;
const noAbort = { signal: new AbortController().signal };

let engine: { readonly url: string; close(): Promise<void> };
let adapter: Adapter;
beforeAll(async () => {
  engine = records ? await startRecorder(real) : await startReplay();
  adapter = createOllamaAdapter({ id: "ollama-npu", endpoint: engine.url, clock: runningClock });
});
afterAll(async () => {
  await adapter.close();
  await engine.close();
});

interface Answer {
  text: string;
  readonly logprobs: number[];
  end?: Extract<NonNullable<GenerateResponse["part"]>, { $case: "end" }>["value"];
}

/** Reads into `answer`, so that what came before an error can be seen. */
async function ask(request: Parameters<typeof GenerateRequest.fromPartial>[0], answer: Answer): Promise<Answer> {
  for await (const { part } of adapter.port.generate(GenerateRequest.fromPartial(request), noAbort)) {
    if (part?.$case === "delta") {
      answer.text += part.value.text;
      answer.logprobs.push(...part.value.logprobs.map(({ logprob }) => logprob));
    }
    if (part?.$case === "end") answer.end = part.value;
  }
  return answer;
}
const empty = (): Answer => ({ text: "", logprobs: [] });

describe(`what Ollama ${recordedVersion} does`, () => {
  it("ends cleanly without a final record when the model repeats itself: that is a failure, and the text was shown", async () => {
    const answer = empty();
    const request = {
      model: "gemma3:270m",
      prompt: "1000000000000000000000000000000000",
      options: { maxTokens: 120, temperature: 0 },
    };

    await expect(ask(request, answer)).rejects.toMatchObject({ code: "no-final-record", backend: "ollama-npu" });
    expect(answer.text).toMatch(/0{20}$/u);
  });

  it("ends with length, and not with another window of the text, when the context is full", async () => {
    const request = {
      model: "smollm2:135m",
      prompt: "Count to one thousand: one, two,",
      options: { maxTokens: 300, temperature: 0, contextLength: 64 },
    };
    const { end } = await ask(request, empty());

    expect(end).toMatchObject({ finishReason: "length", usage: { tokensIn: 39, tokensOut: 26 } });
  });

  it("gives whole characters, and logprobs that stand for them", async () => {
    const request = {
      model: "qwen2.5-coder:0.5b",
      prompt: "Repeat exactly: 😀🎉漢字",
      logprobs: true,
      options: { maxTokens: 20, temperature: 0 },
    };
    const { text, logprobs, end } = await ask(request, empty());

    expect(text).toBe("😀🎉漢字");
    // The token that ends the answer has none.
    expect(logprobs).toHaveLength((end?.usage?.tokensOut ?? 0) - 1);
  });

  it("leaves the stop text out of the answer", async () => {
    const request = {
      model: "qwen2.5-coder:0.5b",
      prompt: "Count: 1 2 3 4 5 6 7 8 9. Continue from 1.",
      options: { maxTokens: 40, temperature: 0, stop: ["5"] },
    };
    const { text, end } = await ask(request, empty());

    expect(text).toBe("1 2 3 4 ");
    expect(end?.finishReason).toBe("stop");
  });

  it("leaves counters out: an answer of one token has no generation time, and that is not 0", async () => {
    const { end } = await ask(
      { model: "smollm2:135m", prompt: "Hi", options: { maxTokens: 1, temperature: 0 } },
      empty(),
    );

    expect(end?.usage).toMatchObject({ tokensOut: 1 });
    expect(end?.usage?.generateMs).not.toBe(0);
  });

  const long = "word ".repeat(3000);
  it("refuses a prompt that is longer than the context, rather than cutting it", async () => {
    const request = { model: "smollm2:135m", prompt: long, options: { maxTokens: 1, contextLength: 512 } };

    await expect(ask(request, empty())).rejects.toMatchObject({ code: "prompt-too-long" });
  });

  it("refuses a long conversation too", async () => {
    const request = {
      model: "smollm2:135m",
      messages: [{ role: "user", content: long }],
      options: { maxTokens: 1, contextLength: 512 },
    };

    await expect(ask(request, empty())).rejects.toMatchObject({ code: "prompt-too-long" });
  });

  it("refuses a text that is too long to embed", async () => {
    const request = EmbedRequest.fromPartial({ model: "all-minilm:latest", text: long });

    await expect(adapter.port.embed(request, noAbort)).rejects.toMatchObject({ code: "prompt-too-long" });
  });

  it.each([{ prompt: "Hi" }, { messages: [{ role: "user", content: "Hi" }] }])(
    "says that an embedding model does not write text (%j)",
    async (request) => {
      await expect(ask({ model: "all-minilm:latest", ...request }, empty())).rejects.toMatchObject({
        code: "not-capable",
      });
    },
  );

  it("describes its models by digest, stage type and context length", async () => {
    const { engineVersion, models } = await adapter.port.describe({}, noAbort);

    expect(engineVersion).toBe(recordedVersion);
    expect(models.filter(({ name }, index) => name < (models[index - 1]?.name ?? ""))).toEqual([]);
    expect(models.find(({ name }) => name === "all-minilm:latest")).toMatchObject({
      digest: expect.stringMatching(/^[0-9a-f]{64}$/u),
      capabilities: ["embedding"],
      contextLength: 512,
      family: "bert",
      quantization: "F16",
    });
    expect(models.find(({ name }) => name === "qwen2.5-coder:0.5b")).toMatchObject({
      capabilities: ["text_generation"],
      contextLength: 32768,
    });
  });

  it("tells the digest of the model that answered, once it was described", async () => {
    const { models } = await adapter.port.describe({}, noAbort);
    const { end } = await ask(
      { model: "smollm2:135m", prompt: "Hi", options: { maxTokens: 1, temperature: 0 } },
      empty(),
    );

    expect(end?.modelDigest).toBe(models.find(({ name }) => name === "smollm2:135m")?.digest);
  });
});
