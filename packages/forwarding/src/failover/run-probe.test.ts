import { scriptedBackend } from "@compute-proxy/backend/testing";
import { ProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { probeContinuation } from "./run-probe.js";
import { type ContinuingEngine, continuingAnswer } from "./test-bench/continuing-engine.js";

const noAbort = { signal: new AbortController().signal };

function engineOf(engine: ContinuingEngine) {
  return scriptedBackend({ id: "b" }, (_, request) => continuingAnswer(engine, request));
}

/** Lost where a token does not end. */
const spaceTwice = (whole: string, begun: string): string =>
  begun.endsWith(" ") ? ` ${whole.slice(begun.length)}` : whole.slice(begun.length);

describe("probeContinuation", () => {
  it.each<{ what: string; engine: ContinuingEngine; modes: readonly string[]; trouble: boolean }>([
    {
      what: "every mode that goes on exactly, the strongest first",
      engine: { takes: ["prefill", "raw", "token-ids"] },
      modes: ["token-ids", "raw", "prefill"],
      trouble: false,
    },
    { what: "no mode that the engine refuses", engine: { takes: ["prefill"] }, modes: ["prefill"], trouble: false },
    {
      what: "none where the begun text is not looked at",
      engine: { takes: ["raw", "prefill"], rest: (whole) => whole },
      modes: [],
      trouble: false,
    },
    {
      what: "trouble where a token does not end",
      engine: { takes: ["raw"], rest: spaceTwice },
      modes: ["raw"],
      trouble: true,
    },
    {
      what: "none in an answer that has no four words to cut",
      engine: { takes: ["raw", "prefill"], answer: "Sure!" },
      modes: [],
      trouble: false,
    },
  ])("finds $what", async ({ engine, modes, trouble }) => {
    const ability = await probeContinuation(engineOf(engine).port, "any", noAbort);

    expect([ability.modes, ability.boundaryTrouble]).toEqual([modes, trouble]);
  });

  it("tells the digests of template and tokenizer, and none that the engine leaves open", async () => {
    const told = await probeContinuation(engineOf({ takes: ["token-ids", "raw"] }).port, "any", noAbort);
    const open = await probeContinuation(engineOf({ takes: ["raw"], templateDigest: "" }).port, "any", noAbort);

    expect([told.template, told.tokenizer]).toEqual(["t", "v"]);
    expect([open.template, open.tokenizer]).toEqual([undefined, undefined]);
  });

  it("asks at temperature 0 for a few tokens, and for no more generations than cuts and modes", async () => {
    const engine = engineOf({ takes: ["token-ids", "raw", "prefill"] });
    await probeContinuation(engine.port, "any", noAbort);

    // Of three cuts, the ids fit the one where a token ends.
    expect(engine.requests).toHaveLength(1 + 1 + 3 + 3);
    expect(engine.requests.map(({ options }) => options?.temperature)).toEqual(engine.requests.map(() => 0));
    expect(engine.requests.map(({ options }) => options?.maxTokens)).toEqual([32, 8, 8, 8, 8, 8, 8, 8]);
  });

  it("throws what says nothing of the model", async () => {
    const engine = scriptedBackend({ id: "b" }, (call, request) =>
      call < 2 ? continuingAnswer({ takes: ["raw"] }, request) : { error: new ProxyError("engine-reset", "gone") },
    );

    await expect(probeContinuation(engine.port, "any", noAbort)).rejects.toMatchObject({ code: "engine-reset" });
  });

  it("takes no answer without its final record for one", async () => {
    const engine = scriptedBackend({ id: "b" }, () => ({ deltas: ["one two three four"], ends: false }));

    await expect(probeContinuation(engine.port, "any", noAbort)).rejects.toMatchObject({ code: "no-final-record" });
  });
});
