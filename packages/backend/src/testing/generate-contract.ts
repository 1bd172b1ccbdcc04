import type { GenerateEnd, GenerateResponse, TokenLogprob } from "@compute-proxy/api/backend/v1";
import { ProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { askFor, codeOf, longQuestion, noAbort, partsOf, until } from "./contract-asks.js";
import type { ContractContext } from "./contract-harness.js";

/** The rules of Generate. `model` is the harness's model for text. */
export function generateContract({ harness, backend }: ContractContext, model: string): void {
  const generate = (rest?: Parameters<typeof askFor>[1]): Promise<Parts> =>
    partsOf(backend().port.generate(askFor(model, rest), noAbort()));

  describe("generate", () => {
    it("gives at least one delta, then exactly one end", async () => {
      const parts = await generate();

      const kinds = parts.map((part) => part.$case);
      expect(kinds.length).toBeGreaterThan(1);
      expect(kinds.filter((kind) => kind === "end")).toEqual(["end"]);
      expect(kinds.at(-1)).toBe("end");
    });

    it("answers messages as it answers a prompt", async () => {
      const parts = await generate({
        prompt: "",
        messages: [{ role: "user", content: longQuestion }],
      });

      expect(textOf(parts)).not.toBe("");
      expect(parts.at(-1)?.$case).toBe("end");
    });

    it("never splits a character between two deltas", async () => {
      const parts = await generate({ prompt: "Repeat exactly: 😀🎉漢字é" });

      const texts = parts.map((part) => (part.$case === "delta" ? part.value.text : ""));
      expect(texts.filter((text) => !text.isWellFormed())).toEqual([]);
    });

    it("gives no logprobs when none are asked for", async () => {
      const parts = await generate({ logprobs: false });

      expect(logprobsOf(parts)).toEqual([]);
    });

    it("gives logprobs of at most 0 when they are asked for", async () => {
      const logprobs = logprobsOf(await generate({ logprobs: true })).map(({ logprob }) => logprob);

      expect(logprobs.length > 0).toBe(harness.givesLogprobs ?? true);
      expect(logprobs.filter((logprob) => !(Number.isFinite(logprob) && logprob <= 0))).toEqual([]);
    });

    it("leaves out what the engine did not count, rather than calling it 0", async () => {
      const usage = endOf(await generate())?.usage;

      expect([usage?.tokensIn, usage?.tokensOut]).not.toContain(0);
      const durations = [usage?.loadMs, usage?.promptMs, usage?.generateMs].filter((ms) => ms !== undefined);
      expect(durations.filter((ms) => !(Number.isFinite(ms) && ms >= 0))).toEqual([]);
    });

    it("stops at max_tokens and says length", async () => {
      const end = endOf(await generate({ options: { maxTokens: 3 } }));

      expect(end?.finishReason).toBe("length");
      expect(end?.usage?.tokensOut ?? 3).toBe(3);
    });

    it("does not change a message after it was yielded", async () => {
      const yielded: GenerateResponse[] = [];
      const copies: GenerateResponse[] = [];
      for await (const message of backend().port.generate(askFor(model), noAbort())) {
        yielded.push(message);
        copies.push(structuredClone(message));
      }

      expect(yielded).toEqual(copies);
    });

    it("keeps two answers apart that run at the same time", async () => {
      const [first, second] = await Promise.all([generate(), generate()]);

      const texts = [textOf(first), textOf(second)];
      expect(texts).not.toContain("");
      expect(new Set(texts).size).toBeLessThanOrEqual(harness.deterministic === false ? 2 : 1);
    });

    it("fails with engine-lacks-model for a model that is not there", async () => {
      expect(await codeOf(generate({ model: "no-such-model:1b" }))).toBe("engine-lacks-model");
    });

    it.each([
      { what: "neither prompt nor messages", request: { prompt: "", messages: [] } },
      { what: "both prompt and messages", request: { prompt: "Hi", messages: [{ role: "user", content: "Hi" }] } },
    ])("fails with invalid-request for $what", async ({ request }) => {
      expect(await codeOf(generate(request))).toBe("invalid-request");
    });

    generateStops({ harness, backend }, model);
  });
}

function generateStops({ backend }: ContractContext, model: string): void {
  const atRest = (): boolean => (backend().openRequests?.() ?? 0) === 0;

  it("ends with the signal's reason when it is aborted in mid-stream, and closes the engine's request", async () => {
    const caller = new AbortController();
    const read = async (): Promise<void> => {
      const request = askFor(model, { options: { maxTokens: 400 } });
      for await (const _ of backend().port.generate(request, { signal: caller.signal })) caller.abort();
    };

    expect(await codeOf(read())).toBe("cancelled");
    await until(atRest);
  });

  it("ends with deadline-exceeded when the deadline passes", async () => {
    const caller = new AbortController();
    const deadline = new ProxyError("deadline-exceeded", "the deadline has passed");
    const read = async (): Promise<void> => {
      const request = askFor(model, { options: { maxTokens: 400 } });
      for await (const _ of backend().port.generate(request, { signal: caller.signal })) caller.abort(deadline);
    };

    expect(await codeOf(read())).toBe("deadline-exceeded");
  });

  it("asks the engine nothing when it is aborted before", async () => {
    const signal = AbortSignal.abort();

    expect(await codeOf(partsOf(backend().port.generate(askFor(model), { signal })))).toBe("cancelled");
    expect(atRest()).toBe(true);
  });

  it("closes the engine's request when the reader leaves early", async () => {
    const request = askFor(model, { options: { maxTokens: 400 } });
    for await (const _ of backend().port.generate(request, noAbort())) break;

    await until(atRest);
  });
}

type Parts = Awaited<ReturnType<typeof partsOf>>;

function textOf(parts: Parts): string {
  return parts.map((part) => (part.$case === "delta" ? part.value.text : "")).join("");
}

function logprobsOf(parts: Parts): TokenLogprob[] {
  return parts.flatMap((part) => (part.$case === "delta" ? part.value.logprobs : []));
}

function endOf(parts: Parts): GenerateEnd | undefined {
  const last = parts.at(-1);
  return last?.$case === "end" ? last.value : undefined;
}
