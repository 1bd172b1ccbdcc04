import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import type { BackendPort } from "@compute-proxy/backend";
import { createOllamaAdapter } from "@compute-proxy/backend-ollama";
import { systemClock } from "@compute-proxy/core";
import { probeContinuation } from "@compute-proxy/forwarding";
import { afterEach, describe, expect, it } from "@jest/globals";
import { ladderMissing } from "../testing/real-ladder.js";

const {
  COMPUTE_PROXY_TEST_OLLAMA: small,
  COMPUTE_PROXY_TEST_OLLAMA_2: medium,
  COMPUTE_PROXY_TEST_OLLAMA_3: large,
} = process.env;
const minutes = 60_000;
const noAbort = { signal: new AbortController().signal };

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function described(endpoint = ""): Promise<BackendPort> {
  const adapter = createOllamaAdapter({ id: "real", endpoint, clock: systemClock });
  closing.push(() => adapter.close());
  await adapter.port.describe({}, noAbort);
  return adapter.port;
}

/** A generation at temperature 0: its text, its tokens where logprobs are asked for, and the rendered prompt where it was told. */
async function generate(
  port: BackendPort,
  asked: Parameters<typeof GenerateRequest.fromPartial>[0],
  maxTokens: number,
) {
  const model = "qwen2.5-coder:0.5b";
  const request = GenerateRequest.fromPartial({ model, ...asked, options: { temperature: 0, maxTokens } });
  let text = "";
  const tokens: string[] = [];
  let rendered = "";
  for await (const { part } of port.generate(request, noAbort)) {
    if (part?.$case === "begin") rendered = part.value.renderedPrompt;
    if (part?.$case !== "delta") continue;
    text += part.value.text;
    tokens.push(...part.value.logprobs.map(({ token }) => token));
  }
  return { text, tokens, rendered };
}

const describeReal = ladderMissing === undefined ? describe : describe.skip;
const title = ladderMissing === undefined ? "a real Ollama" : `a real Ollama (skipped: ${ladderMissing})`;

describeReal(title, () => {
  it.each([
    { model: "smollm2:135m", endpoint: small },
    { model: "qwen2.5-coder:0.5b", endpoint: medium },
    { model: "qwen2.5-coder:1.5b", endpoint: large },
  ])(
    "goes on by its raw prompt with $model",
    async ({ model, endpoint }) => {
      const ability = await probeContinuation(await described(endpoint), model, noAbort);
      expect(ability.modes).toContain("raw");
    },
    5 * minutes,
  );

  it(
    "goes on at another one with exactly the rest, after 3, 8, 13, 21 and 34 tokens of an answer of 40",
    async () => {
      const [first, second] = [await described(small), await described(medium)];
      const prompt = "Explain in two sentences what a hash table is.";
      const { text, tokens, rendered } = await generate(first, { prompt, continuable: true, logprobs: true }, 40);
      expect(tokens.join("")).toBe(text);
      const outcomes = [];
      for (const cut of [3, 8, 13, 21, 34]) {
        const begun = tokens.slice(0, cut).join("");
        const rest = await generate(second, { prompt: rendered + begun, raw: true }, 40 - cut);
        outcomes.push([cut, rest.text === tokens.slice(cut).join("")]);
      }
      expect(outcomes).toEqual([3, 8, 13, 21, 34].map((cut) => [cut, true]));
    },
    5 * minutes,
  );
});
