import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { continuationModes, type ContinuationMode } from "./ledger.js";
import { type Script, wholeAnswer } from "./test-bench/deterministic-engine.js";
import { type Cut, type LedgerSteps, type Played, play, soundSteps } from "./test-bench/run-script.js";

const cases = 4000;
const seed = 20_261_122;

/** Characters of one and two UTF-16 units, one byte to four, white space, a half character and what stop strings are made of. */
const characters = ["a", "b", "#", "#", " ", "\n", "é", "字", "😀", "🏔", "\uFFFD", "\uD83D"];
const stops = ["##", "#a#", "a#b", "\n\n", "😀#", "aab"];

const text = fc.array(fc.constantFrom(...characters), { maxLength: 40, size: "max" });
const tokens = fc
  .tuple(text, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }))
  .map(([parts, lengths]) => splitUnits(parts.join(""), lengths));
const wholeTokens = text.map((parts) => parts.filter((part) => part !== "\uD83D"));

const delivery = {
  stops: fc.uniqueArray(fc.constantFrom(...stops), { maxLength: 3 }),
  provisional: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
  stopsItself: fc.boolean(),
};
/** Tokens and pieces cut anywhere, also within a character. */
const unlimited = fc.record<Script>({
  ...delivery,
  tokens,
  maxTokens: fc.constant(undefined),
  pieceTokens: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
});
/** With a limit, which is exact where a piece is a token. */
const limited = fc.record<Script>({
  ...delivery,
  tokens: wholeTokens,
  maxTokens: fc.integer({ min: 1, max: 20 }),
  pieceTokens: fc.constant([1]),
});
const cuts = fc.array(
  fc.record<Cut>({ afterPieces: fc.nat({ max: 5 }), mode: fc.constantFrom(...continuationModes) }),
  { maxLength: 3, size: "max" },
);

/** With failover the client gets what it gets without: every piece once, in order, and told where it belongs. */
function exactlyOnce(steps: LedgerSteps): fc.IProperty<[Script, readonly Cut[], boolean]> {
  return fc.property(fc.oneof(unlimited, limited), cuts, fc.boolean(), (script, where, holdsToken) => {
    const played = play(script, where, holdsToken, steps);

    expect(summary(played)).toEqual(expected(wholeAnswer(script), played));
  });
}

interface Summary {
  readonly text: string;
  readonly delivered: string;
  readonly sequences: readonly number[];
  readonly offsets: readonly number[];
  readonly segments: ReadonlyArray<readonly [from: number, to: number]>;
}

function summary({ releases, ledger }: Played): Summary {
  return {
    text: releases.map((release) => release.text).join(""),
    delivered: ledger.delivered,
    sequences: releases.map(({ sequence }) => sequence),
    offsets: releases.map(({ textOffset }) => textOffset),
    segments: ledger.segments.map(({ from, to }) => [from, to]),
  };
}

function expected(answer: string, { releases, ledger }: Played): Summary {
  let offset = 0;
  const offsets = releases.map((release) => {
    const at = offset;
    offset += Array.from(release.text).length;
    return at;
  });
  const ends = ledger.segments.map(({ to }, index) => (index === ledger.segments.length - 1 ? offset : to));
  const segments = ends.map((to, index) => [ends[index - 1] ?? 0, to] as const);
  return { text: answer, delivered: answer, sequences: releases.map((_, index) => index), offsets, segments };
}

function splitUnits(whole: string, lengths: readonly number[]): string[] {
  const parts: string[] = [];
  for (let at = 0; at < whole.length; at += parts.at(-1)?.length ?? 1) {
    parts.push(whole.slice(at, at + (lengths[parts.length % lengths.length] ?? 1)));
  }
  return parts;
}

describe("a generation with failover", () => {
  it("gives the client the same text as without, each character once and in order", () => {
    const switches = [0, 0, 0, 0];
    const counted: LedgerSteps = {
      ...soundSteps,
      break: (ledger) => {
        const number = ledger.segments.length + 1;
        switches[number] = (switches[number] ?? 0) + 1;
        return soundSteps.break(ledger);
      },
    };

    fc.assert(exactlyOnce(counted), { numRuns: cases, seed });

    expect(Math.min(...switches.slice(1))).toBeGreaterThan(cases / 10);
  });

  const script: Script = {
    tokens: ["The", " 😀", " a", "#", "b ", "\n", "é字", "\uD83D", "\uDE00", " end", "\uFFFD", " #", "#", "more"],
    stops: ["##", "a#c"],
    maxTokens: undefined,
    pieceTokens: [1],
    provisional: [false],
    stopsItself: false,
  };
  const rows = continuationModes.flatMap((mode) => [true, false].map((holdsToken) => ({ mode, holdsToken })));

  it.each(rows)("is the same at every pair of cuts by $mode, last token held: $holdsToken", ({ mode, holdsToken }) => {
    const texts = new Set<string>();
    for (const first of positions(script)) {
      for (const second of positions(script)) {
        const where = [first, second].map((afterPieces) => ({ afterPieces, mode }));
        texts.add(summary(play(script, where, holdsToken, soundSteps)).text);
      }
    }

    expect([...texts]).toEqual(["The 😀 a#b \né字😀 end\uFFFD "]);
  });

  it("shows each cut that was asked for as a segment", () => {
    const modes: ContinuationMode[] = ["token-ids", "raw", "restart"];
    const { ledger } = play(
      script,
      modes.map((mode) => ({ afterPieces: 4, mode })),
      false,
      soundSteps,
    );

    expect(ledger.segments.map(({ mode, ended }) => `${mode} ${ended}`)).toEqual([
      "start broken",
      "token-ids broken",
      "raw broken",
      "restart stop-string",
    ]);
  });
});

describe("the property", () => {
  const script: Script = {
    tokens: ["😀", "a", "#", "b"],
    stops: ["##"],
    maxTokens: undefined,
    pieceTokens: [1],
    provisional: [false],
    stopsItself: false,
  };

  it.each<{ name: string; gives: Partial<Summary>; steps: LedgerSteps }>([
    {
      name: "repeats a character after a cut",
      gives: { text: "😀aa#b" },
      steps: {
        ...soundSteps,
        break: (ledger) => {
          const broken = soundSteps.break(ledger);
          return { ...broken, delivered: broken.delivered.slice(0, -1) };
        },
      },
    },
    {
      name: "drops a character at a cut",
      gives: { text: "😀ab" },
      steps: {
        ...soundSteps,
        break: (ledger) => {
          const held = ledger.state.kind === "writing" ? ledger.state.tail.slice(0, 1) : "";
          const broken = soundSteps.break(ledger);
          return { ...broken, delivered: broken.delivered + held };
        },
      },
    },
    {
      name: "counts offsets in UTF-16 units",
      gives: { text: "😀a#b", offsets: [0, 2, 3] },
      steps: {
        ...soundSteps,
        accept: (ledger, piece) => {
          const step = soundSteps.accept(ledger, piece);
          return step.kind === "mismatch"
            ? step
            : { ...step, ledger: { ...step.ledger, textOffset: step.ledger.delivered.length } };
        },
      },
    },
  ])("finds a counterexample for a ledger that $name", ({ steps, gives }) => {
    const shown = summary(play(script, [{ afterPieces: 3, mode: "raw" }], false, steps));
    const { failed, counterexample } = fc.check(exactlyOnce(steps), { numRuns: cases, seed });

    expect(shown).toMatchObject(gives);
    expect({ failed, found: counterexample !== null }).toEqual({ failed: true, found: true });
  });
});

function positions({ tokens: all }: Script): readonly number[] {
  return Array.from({ length: all.length + 1 }, (_, index) => index);
}
