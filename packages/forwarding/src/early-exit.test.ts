import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { exitingReader } from "./early-exit.js";
import { generateAttempt, type GeneratedText, wholeTextReader } from "./generate-attempt.js";

const weak = Array.from({ length: 20 }, (_, index) => ({ text: `w${index} `, probability: 0.05 }));
const sure = weak.map(({ text }) => ({ text, probability: 0.9 }));

async function written(tokens: typeof weak, mayExit = true): Promise<GeneratedText & { readonly earlyExit?: string }> {
  const backend = scriptedBackend({ id: "a" }, () => ({
    deltas: tokens.map(({ text }) => text),
    probabilities: tokens.map(({ probability }) => probability),
  }));
  const clock = new FakeClock();
  const reader = wholeTextReader(clock, (generated) => generated);
  const attempt = generateAttempt(
    backend.port,
    GenerateRequest.fromPartial({ model: "m", prompt: "p", logprobs: true }),
    { signal: new AbortController().signal, clock },
    exitingReader(reader, { theta: -1, mayExit: () => mayExit }),
  );
  let step = await attempt.next();
  while (step.done !== true) step = await attempt.next();
  expect(backend.open()).toBe(0);
  return step.value;
}

describe("a draft whose tokens are weak", () => {
  it("is aborted after two weak windows, with what was written so far", async () => {
    const { text, end, earlyExit } = await written(weak);

    expect(text.trim().split(" ")).toHaveLength(9);
    expect(end).toMatchObject({ finishReason: "", usage: { tokensOut: 9 } });
    expect(earlyExit).toContain("mean logprob");
  });

  it.each([
    { name: "its tokens are sure", tokens: sure, mayExit: true },
    { name: "it could not be handed on", tokens: weak, mayExit: false },
    { name: "it is over before", tokens: weak.slice(0, 8), mayExit: true },
  ])("is written to its end when $name", async ({ tokens, mayExit }) => {
    const { end, earlyExit } = await written(tokens, mayExit);

    expect(end.finishReason).toBe("stop");
    expect(earlyExit).toBeUndefined();
  });
});
