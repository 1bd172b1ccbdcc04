import type { ContinuationAbility } from "./choose-mode.js";

/** What the start-up probe asks first, at temperature 0: a text whose words even a small model writes without surprise. */
export const probeQuestion =
  "Write the numbers from one to twelve as English words on one line, with one space between them. Write nothing else.";

/** Tokens of the unbroken answer. */
export const probeAnswerTokens = 32;

/** Tokens of each continuation: enough to tell, and short. */
export const probeContinuationTokens = 8;

/** A place at which the unbroken answer is cut, and what must follow. */
export interface ProbeCase {
  readonly cut: "before-space" | "after-space" | "in-word";
  /** What the engine is told that it has written. */
  readonly delivered: string;
  readonly expected: string;
}

/** What an engine made of a begun text. */
export type ProbeVerdict =
  | "exact"
  /** The right words, after white space that was there already. */
  | "space-repeated"
  /** The right words, without the white space that must come first. */
  | "space-eaten"
  /** The whole text again from its beginning. */
  | "prefix-repeated"
  /** Something else: the begun text was not looked at, or refused. */
  | "prefix-ignored";

/** A case with what the engine answered to it. */
export interface ProbeResult {
  readonly cut: ProbeCase["cut"];
  readonly verdict: ProbeVerdict;
}

/** Letters that must agree before a continuation counts as exact, where there are as many. */
const telling = 8;

/**
 * The three cuts of an unbroken answer: at the first place behind its third word where a word of three letters follows, and within that
 * word. None when it has no such place.
 */
export function probeCases(unbroken: string): readonly ProbeCase[] {
  const found = /^\s*(?:\S+\s+){2,}?\S+\s\S{3}/u.exec(unbroken);
  if (!found) return [];
  const word = found[0].length - 3;
  const at = (cut: ProbeCase["cut"], place: number): ProbeCase => ({
    cut,
    delivered: unbroken.slice(0, place),
    expected: unbroken.slice(place),
  });
  return [at("before-space", word - 1), at("after-space", word), at("in-word", word + 2)];
}

/** What an engine's continuation shows. */
export function judgeContinuation({ delivered, expected }: ProbeCase, answer: string): ProbeVerdict {
  if (agree(answer, expected)) return "exact";
  if (agree(answer, delivered + expected) || agree(answer.trimStart(), (delivered + expected).trimStart())) {
    return "prefix-repeated";
  }
  if (!agree(answer.trimStart(), expected.trimStart())) return "prefix-ignored";
  return answer.length - answer.trimStart().length > expected.length - expected.trimStart().length
    ? "space-repeated"
    : "space-eaten";
}

/**
 * What a backend can do, from the results of each mode that was probed. A mode works when it went on exactly before a space, which is
 * where a token ends; if it did not at the other cuts, the ledger must cut only where tokens end.
 */
export function abilityOf(
  probed: ReadonlyArray<{
    readonly mode: ContinuationAbility["modes"][number];
    readonly results: readonly ProbeResult[];
  }>,
  { template, tokenizer }: Pick<ContinuationAbility, "template" | "tokenizer">,
): ContinuationAbility {
  const working = probed.filter(({ results }) =>
    results.some(({ cut, verdict }) => cut === "before-space" && verdict === "exact"),
  );
  const boundaryTrouble = working.some(({ results }) => results.some(({ verdict }) => verdict !== "exact"));
  return { modes: working.map(({ mode }) => mode), boundaryTrouble, template, tokenizer };
}

/** Whether two texts are the same as far as both go, and far enough to tell. */
function agree(answer: string, expected: string): boolean {
  const length = Math.min(answer.length, expected.length);
  return length >= Math.min(telling, expected.length) && answer.slice(0, length) === expected.slice(0, length);
}
