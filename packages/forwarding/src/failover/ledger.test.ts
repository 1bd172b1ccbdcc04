import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import { describe, expect, it } from "@jest/globals";
import { acceptText, finishText, type LedgerStep, type EnginePiece } from "./accept-text.js";
import { type ContinuationMode, type Ledger, openLedger, remainingTokens } from "./ledger.js";
import { beginSegment, breakSegment } from "./segment-steps.js";
import { trailIds } from "./token-mark.js";

const piece = (text: string, change: Partial<EnginePiece> = {}): EnginePiece => ({
  text,
  tokens: 1,
  tokenIds: undefined,
  provisional: false,
  ...change,
});
const begun = (ledger: Ledger, mode: "start" | ContinuationMode = "start"): Ledger =>
  beginSegment(ledger, { backend: "npu", model: "m", mode, reason: "start", tokenizer: "v" });
const opened = (stop: readonly string[] = [], holdsToken = false): Ledger =>
  begun(openLedger(GenerateRequest.fromPartial({ options: { stop: [...stop], maxTokens: 10 } }), { holdsToken }));

/** What is shown after each piece, and the last step. */
function feed(
  ledger: Ledger,
  pieces: readonly EnginePiece[],
): { readonly shown: readonly string[]; readonly step: LedgerStep } {
  const shown: string[] = [];
  let step: LedgerStep = { kind: "writing", ledger, released: undefined };
  for (const next of pieces) {
    step = acceptText(step.ledger, next);
    shown.push(step.kind === "mismatch" ? "mismatch" : (step.released?.text ?? ""));
  }
  return { shown, step };
}

describe("acceptText", () => {
  it.each<{
    name: string;
    stop?: readonly string[];
    holdsToken?: boolean;
    pieces: readonly EnginePiece[];
    shown: string[];
  }>([
    { name: "shows text as it comes", pieces: [piece("Hel"), piece("lo")], shown: ["Hel", "lo"] },
    {
      name: "holds half a character until it is whole",
      pieces: [piece("a\uD83D"), piece("\uDE00b")],
      shown: ["a", "😀b"],
    },
    {
      name: "shows U+FFFD for half a character that is never whole",
      pieces: [piece("a\uD83D"), piece("b")],
      shown: ["a", "\uFFFDb"],
    },
    {
      name: "holds U+FFFD at the end, which may be a part of a character",
      pieces: [piece("a\uFFFD\uFFFD"), piece("b")],
      shown: ["a", "\uFFFD\uFFFDb"],
    },
    {
      name: "holds the beginning of a stop string until it is none",
      stop: ["\n\nUser:"],
      pieces: [piece("Hi\n"), piece("\nUs"), piece("ed")],
      shown: ["Hi", "", "\n\nUsed"],
    },
    {
      name: "cuts at a stop string that comes in parts",
      stop: ["##", "#!#"],
      pieces: [piece("a#"), piece("b#!"), piece("#c")],
      shown: ["a", "#b", ""],
    },
    {
      name: "holds provisional text until text follows that is not",
      pieces: [piece("a", { provisional: true }), piece("b", { provisional: true }), piece("c")],
      shown: ["", "", "abc"],
    },
    {
      name: "holds the last token, and the white space before it, where that was asked for",
      holdsToken: true,
      pieces: [piece("one"), piece(" "), piece(" two"), piece(" three")],
      shown: ["", "one", "", "  two"],
    },
    {
      name: "holds what would let a later text complete a stop string across a cut",
      stop: ["#b"],
      holdsToken: true,
      pieces: [piece("a"), piece("#"), piece("c"), piece("d")],
      shown: ["", "a", "", "#c"],
    },
  ])("$name", ({ stop, holdsToken, pieces, shown }) => {
    expect(feed(opened(stop, holdsToken), pieces).shown).toEqual(shown);
  });

  it("ends the generation at a stop string, and says so", () => {
    const { step } = feed(opened(["##"]), [piece("a##b")]);

    expect(step).toMatchObject({ kind: "finished", released: { text: "a", sequence: 0, textOffset: 0 } });
    expect(step.ledger).toMatchObject({
      delivered: "a",
      state: { because: "stop-string" },
      segments: [{ from: 0, to: 1 }],
    });
  });

  it("numbers pieces, and counts offsets in Unicode scalar values", () => {
    const { step } = feed(opened(), [piece("😀"), piece("é"), piece("b")]);

    expect(step).toMatchObject({ released: { sequence: 2, textOffset: 2, text: "b" } });
  });

  it("refuses text while no backend is writing", () => {
    expect(() => acceptText(breakSegment(opened()), piece("a"))).toThrow("while the generation was waiting");
  });
});

describe("finishText", () => {
  it("shows the held tail", () => {
    const { step } = feed(opened(["###"]), [piece("a##"), piece("\uD83D")]);

    const end = finishText(step.ledger, 7);

    expect(end).toMatchObject({ kind: "finished", released: { text: "##\uFFFD", textOffset: 1 } });
    expect(end.ledger.segments).toMatchObject([{ tokens: 7, ended: "final-record", from: 0, to: 4 }]);
  });

  it("is a mismatch when a restarted text is shorter than the delivered one", () => {
    const again = begun(breakSegment(feed(opened(), [piece("ab😀c")]).step.ledger), "restart");

    const end = finishText(feed(again, [piece("ab")]).step.ledger, undefined);

    expect(end).toMatchObject({ kind: "mismatch", mismatch: { textOffset: 2 }, ledger: { delivered: "ab😀c" } });
  });
});

describe("a restart", () => {
  const before = breakSegment(feed(opened(), [piece("a😀b")]).step.ledger);

  it("shows only what follows the delivered text", () => {
    expect(feed(begun(before, "restart"), [piece("a"), piece("😀"), piece("bc"), piece("d")]).shown).toEqual([
      "",
      "",
      "c",
      "d",
    ]);
  });

  it.each([
    { name: "at the first character", pieces: ["x"], textOffset: 0 },
    { name: "within a character of two units", pieces: ["a", "😁"], textOffset: 1 },
    { name: "at the last one, in the middle of a piece", pieces: ["a", "😀cd"], textOffset: 2 },
  ])("names the offset of a difference $name, and shows nothing", ({ pieces, textOffset }) => {
    const { shown, step } = feed(
      begun(before, "restart"),
      pieces.map((text) => piece(text)),
    );

    expect(shown.join("")).toBe("mismatch");
    expect(step).toMatchObject({ kind: "mismatch", mismatch: { textOffset } });
    expect(step.ledger).toMatchObject({ delivered: "a😀b", state: { kind: "waiting" } });
    expect(step.ledger.segments.map(({ ended, from, to }) => [ended, from, to])).toEqual([
      ["broken", 0, 3],
      ["mismatch", 3, 3],
    ]);
  });

  it("has a message that names the backend, the offset and what to do, and none of the text", () => {
    const { step } = feed(begun(before, "restart"), [piece("secret")]);

    expect(step.kind === "mismatch" ? step.mismatch.message : "").toBe(
      'backend "npu" continued differently at character 0 of the 3 that the client already has (restart): ' +
        "its text was not shown; set temperature 0 or a seed, or use a backend that can continue a text",
    );
  });
});

describe("the budget", () => {
  it("counts tokens, not pieces, and none of a dropped tail", () => {
    const { step } = feed(opened(["##"]), [piece("abc", { tokens: 3 }), piece("d#", { tokens: 2 })]);

    const broken = breakSegment(step.ledger);

    expect({ remaining: remainingTokens(broken), made: broken.segments[0]?.tokens }).toEqual({ remaining: 7, made: 5 });
  });

  it("says when it had to count a piece as one token", () => {
    const { step } = feed(opened(), [piece("ab", { tokens: undefined }), piece("", { tokens: undefined })]);

    expect(step.ledger.mark).toMatchObject({ tokens: 1, exact: false });
  });

  it("is not lost in a restart whose tokens are larger", () => {
    const before = breakSegment(feed(opened(["##"]), [piece("a"), piece("b")]).step.ledger);

    const { step } = feed(begun(before, "restart"), [piece("abc#", { tokens: 3 })]);

    expect({ delivered: step.ledger.delivered, remaining: remainingTokens(step.ledger) }).toEqual({
      delivered: "abc",
      remaining: 8,
    });
  });
});

describe("the ids of the delivered tokens", () => {
  it("end with the last whole one that was delivered", () => {
    const { step } = feed(opened(["##"]), [
      piece("a", { tokenIds: [5] }),
      piece("", { tokenIds: [6] }),
      piece("é#", { tokenIds: [7] }),
    ]);

    expect(trailIds(step.ledger.mark.trail, "v")).toEqual([5]);
    expect(trailIds(acceptText(step.ledger, piece("!", { tokenIds: [8] })).ledger.mark.trail, "v")).toEqual([
      5, 6, 7, 8,
    ]);
  });

  it.each([
    { name: "another tokenizer asks", pieces: [piece("a", { tokenIds: [5] })], tokenizer: "w" },
    { name: "one came without", pieces: [piece("a", { tokenIds: [5] }), piece("b")], tokenizer: "v" },
  ])("are not known when $name", ({ pieces, tokenizer }) => {
    expect(trailIds(feed(opened(), pieces).step.ledger.mark.trail, tokenizer)).toBeUndefined();
  });
});

describe("a text that was continued by its characters", () => {
  it.each(["raw", "prefill"] as const)("has no ids any more by %s: the engine has cut it into tokens anew", (mode) => {
    const before = breakSegment(feed(opened(), [piece("a", { tokenIds: [5] })]).step.ledger);

    const { step } = feed(begun(before, mode), [piece("b", { tokenIds: [6] })]);

    expect(step.ledger.mark).toMatchObject({ at: 2, tokens: 2, trail: { kind: "unknown" } });
  });
});

describe("beginSegment", () => {
  it.each([
    { name: "two backends at once", ledger: () => begun(opened(), "raw"), error: "while" },
    { name: "a second start", ledger: () => begun(breakSegment(opened())), error: "started twice" },
  ])("refuses $name", ({ ledger, error }) => {
    expect(ledger).toThrow(error);
  });
});
