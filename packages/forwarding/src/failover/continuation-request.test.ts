import { GenerationOptions } from "@compute-proxy/api";
import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { describe, expect, it } from "@jest/globals";
import { acceptText } from "./accept-text.js";
import { continuationRequest } from "./continuation-request.js";
import { type ContinuationMode, type Ledger, noteRendering, openLedger } from "./ledger.js";
import { beginSegment, breakSegment } from "./segment-steps.js";

const user = { role: "user", content: "Hi" };
const rendering = { template: "t", text: "<user>Hi<assistant>", tokenizer: "v", tokenIds: [1, 2] };

function broken(request: Parameters<typeof GenerateRequest.fromPartial>[0]): Ledger {
  const start = { backend: "a", model: "m", mode: "start", reason: "start", tokenizer: "v" } as const;
  const opened = openLedger(GenerateRequest.fromPartial(request), { holdsToken: false });
  const begun = beginSegment(noteRendering(opened, rendering), start);
  return breakSegment(acceptText(begun, { text: "Hel", tokens: 2, tokenIds: [8, 9], provisional: false }).ledger);
}

describe("continuationRequest", () => {
  const asked = { prompt: "Hi", options: { maxTokens: 10, temperature: 0, seed: 3 } };

  it.each<{ mode: ContinuationMode; request?: object; input: object }>([
    { mode: "token-ids", input: { kind: "token-ids", ids: [1, 2, 8, 9] } },
    { mode: "raw", input: { kind: "raw", prompt: "<user>Hi<assistant>Hel" } },
    { mode: "prefill", input: { kind: "prefill", messages: [user, { role: "assistant", content: "Hel" }] } },
    {
      mode: "prefill",
      request: { messages: [user, { role: "assistant", content: "Say: " }] },
      input: { kind: "prefill", messages: [user, { role: "assistant", content: "Say: Hel" }] },
    },
    { mode: "restart", input: { kind: "restart", prompt: "Hi", messages: [] } },
    { mode: "restart", request: { messages: [user] }, input: { kind: "restart", prompt: "", messages: [user] } },
  ])("gives the next engine its input by $mode", ({ mode, request = asked, input }) => {
    expect(continuationRequest(broken(request), mode)).toMatchObject({ kind: "ask", input });
  });

  it.each<{ name: string; options: object; mode: ContinuationMode; expected: object }>([
    {
      name: "takes delivered tokens off the limit",
      options: { maxTokens: 10, temperature: 0, seed: 3 },
      mode: "raw",
      expected: { options: { maxTokens: 8, seed: 3 }, newSeed: false },
    },
    {
      name: "gives a restart the whole limit and the client's seed",
      options: { maxTokens: 10, temperature: 1, seed: 3 },
      mode: "restart",
      expected: { options: { maxTokens: 10, seed: 3 }, newSeed: false },
    },
    {
      name: "leaves no limit and no seed as they are",
      options: { temperature: 1 },
      mode: "raw",
      expected: { options: GenerationOptions.fromPartial({ temperature: 1 }), newSeed: false },
    },
    {
      name: "ends where the limit is used up",
      options: { maxTokens: 2 },
      mode: "raw",
      expected: { kind: "budget-spent" },
    },
  ])("$name", ({ options, mode, expected }) => {
    expect(continuationRequest(broken({ prompt: "Hi", options }), mode)).toMatchObject(expected);
  });

  it("draws on with another seed, the same in every run, and says so", () => {
    const again = (): unknown =>
      continuationRequest(broken({ prompt: "Hi", options: { seed: 3, temperature: 1 } }), "raw");
    const first = again() as { newSeed: boolean; options: GenerationOptions };

    expect(first).toMatchObject({ newSeed: true, options: { seed: expect.any(Number) } });
    expect(first.options.seed).not.toBe(3);
    expect(again()).toEqual(first);
  });

  it("says what is missing for a mode that was not to be chosen", () => {
    const unknown = openLedger(GenerateRequest.fromPartial({ prompt: "Hi" }), { holdsToken: false });

    expect(() => continuationRequest(unknown, "raw")).toThrow("no backend has told its rendered prompt");
  });
});
