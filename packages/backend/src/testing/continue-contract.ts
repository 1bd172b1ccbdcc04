import type { GenerateBegin, GenerateDelta, GenerateRequest } from "@compute-proxy/api/backend/v1";
import { describe, expect, it } from "@jest/globals";
import { askFor, codeOf, longQuestion, noAbort, partsOf } from "./contract-asks.js";
import type { ContractContext } from "./contract-harness.js";

type Asked = Parameters<typeof askFor>[1];

/** The rules of a text that another backend may have to go on with, or has begun. `model` is the harness's model for text. */
export function continueContract({ harness, backend }: ContractContext, model: string): void {
  /** Described first, as a proxy does: an adapter may need the model's digest. */
  const generate = async (rest?: Asked): Promise<Parts> => {
    await backend().port.describe({}, noAbort());
    return partsOf(backend().port.generate(askFor(model, rest), noAbort()));
  };
  const modes = harness.continues ?? [];

  describe("generate, for others to go on", () => {
    it("tells how the prompt was rendered once, before the text, and only when it is asked", async () => {
      const [plain, asked] = [await generate(), await generate({ continuable: true })];

      expect(plain.map(({ $case }) => $case)).not.toContain("begin");
      const places = asked.flatMap(({ $case }, index) => ($case === "begin" ? [index] : []));
      expect(places).toEqual(modes.length > 0 ? [0] : []);
      const begins = asked.flatMap((part) => (part.$case === "begin" ? [part.value] : []));
      expect(begins.filter(({ renderedPrompt }) => !renderedPrompt.includes(longQuestion))).toEqual([]);
      expect(begins.map(({ templateDigest }) => templateDigest)).not.toContain("");
    });

    it("counts at least a token for a text, or does not count; as many as it tells logprobs", async () => {
      for (const logprobs of [false, true]) {
        const deltas = deltasOf(await generate({ logprobs }));

        expect(deltas.filter(({ text, tokens }) => text !== "" && tokens === 0)).toEqual([]);
        const told = deltas.filter((delta) => logprobs && delta.logprobs.length > 0);
        expect(told.map(({ tokens }) => tokens)).toEqual(told.map((delta) => delta.logprobs.length));
      }
    });

    it("tells an id for each token or for none, and only where it names its tokenizer", async () => {
      const parts = await generate({ continuable: true });

      const tokenizer = beginOf(parts)?.tokenizerDigest ?? "";
      for (const { tokens, tokenIds } of deltasOf(parts)) {
        expect(tokenizer === "" ? [0] : [0, tokens]).toContain(tokenIds.length);
      }
    });

    it.each<{ what: string; request: Asked }>([
      { what: "a prompt that is raw and none", request: { prompt: "", raw: true } },
      {
        what: "messages that are raw",
        request: { prompt: "", messages: [{ role: "user", content: "Hi" }], raw: true },
      },
      {
        what: "a last message of the assistant that is not to be continued",
        request: { prompt: "", messages: [{ role: "assistant", content: "Hi" }] },
      },
      {
        what: "a last message to be continued that is the user's",
        request: { prompt: "", messages: [{ role: "user", content: "Hi" }], continueLastMessage: true },
      },
      { what: "a prompt and token ids", request: { promptTokenIds: [1] } },
    ])("fails with invalid-request for $what", async ({ request }) => {
      expect(await codeOf(generate(request))).toBe("invalid-request");
    });

    if (!modes.includes("token-ids")) {
      it("says not-capable to token ids that it cannot take", async () => {
        expect(await codeOf(generate({ prompt: "", promptTokenIds: [1] }))).toBe("not-capable");
      });
    }

    // A real engine's prompt cache may turn a close call.
    for (const mode of harness.deterministic === false ? [] : modes) {
      it(`goes on by ${mode} with exactly the rest, from every token of its answer`, async () => {
        const whole = await generate({ continuable: true });
        const rendered = beginOf(whole);
        const deltas = deltasOf(whole);
        const limit = 24;
        const cuts = deltas.map((_, index) => index).filter((index) => index > 0);

        expect(cuts.length).toBeGreaterThan(2);
        for (const cut of cuts) {
          const before = deltas.slice(0, cut);
          const request = inputs[mode](rendered, before);
          const left = limit - before.reduce((sum, { tokens }) => sum + (tokens ?? 1), 0);
          const rest = await generate({ prompt: "", ...request, options: { maxTokens: left } });
          expect([cut, textOf(rest)]).toEqual([
            cut,
            deltas
              .slice(cut)
              .map(({ text }) => text)
              .join(""),
          ]);
        }
      });
    }
  });
}

const inputs: Readonly<
  Record<
    "raw" | "prefill" | "token-ids",
    (begin: GenerateBegin | undefined, before: readonly GenerateDelta[]) => Partial<GenerateRequest>
  >
> = {
  raw: (begin, before) => ({ prompt: (begin?.renderedPrompt ?? "") + joined(before), raw: true }),
  prefill: (_, before) => ({
    messages: [
      { role: "user", content: longQuestion },
      { role: "assistant", content: joined(before) },
    ],
    continueLastMessage: true,
  }),
  "token-ids": (begin, before) => ({
    promptTokenIds: [...(begin?.promptTokenIds ?? []), ...before.flatMap(({ tokenIds }) => tokenIds)],
  }),
};

type Parts = Awaited<ReturnType<typeof partsOf>>;

function beginOf(parts: Parts): GenerateBegin | undefined {
  return parts.find((part) => part.$case === "begin")?.value;
}

function deltasOf(parts: Parts): readonly GenerateDelta[] {
  return parts.flatMap((part) => (part.$case === "delta" ? [part.value] : []));
}

function textOf(parts: Parts): string {
  return joined(deltasOf(parts));
}

function joined(deltas: readonly GenerateDelta[]): string {
  return deltas.map(({ text }) => text).join("");
}
