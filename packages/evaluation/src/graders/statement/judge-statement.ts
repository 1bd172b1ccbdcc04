import { bad, good, type Verdict } from "../verdict.js";
import { isAlternative } from "./is-alternative.js";
import { isAsserted } from "./is-asserted.js";
import { type Mention, mentionsOf } from "./mentions.js";
import { type Token, tokens } from "./tokens.js";

const conclusions: ReadonlySet<string> = new Set(["so", "therefore", "thus", "hence"]);

/**
 * Whether the text answers with one of the accepted names. Of the names that it asserts, accepted and rival, the first is its answer, or
 * the first behind a "so" or "therefore": what is said of others afterwards explains it. A choice is no answer.
 */
export function judgeStatement(text: string, accept: readonly string[], rivals: readonly string[]): Verdict {
  const words = tokens(text);
  const accepted = mentionsOf(accept, words);
  if (accepted.length === 0) return bad("the expected answer is not there");
  const asserted = accepted.filter((mention) => isAsserted(words, mention));
  if (asserted.length === 0) return bad("the expected answer is denied");
  const rival = mentionsOf(rivals, words).filter(
    (mention) => isAsserted(words, mention) && !accepted.some((other) => contains(other, mention)),
  );
  const answer = chosen(words, [...asserted, ...rival]);
  if (!answer || !asserted.includes(answer)) return bad("another answer is given");
  if (isBesideRival(words, answer, rival) || isAlternative(words, answer, accepted)) {
    return bad("it is one of several on offer");
  }
  return good("the expected answer is stated");
}

/** "Paris" in "Paris, Texas" is not a mention of its own. */
function contains(outer: Mention, inner: Mention): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The longest of the mentions that come first, behind the last conclusion that names one. */
function chosen(words: readonly Token[], mentions: readonly Mention[]): Mention | undefined {
  const ordered = mentions.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const last = ordered.at(-1)?.start ?? 0;
  const turn = words.findLastIndex(({ form }, index) => index < last && conclusions.has(form));
  return ordered.find(({ start }) => start > turn);
}

/** Only commas and joining words stand between the two. */
function isBesideRival(words: readonly Token[], { start, end }: Mention, rivals: readonly Mention[]): boolean {
  return rivals.some((rival) => {
    const between = rival.start >= end ? words.slice(end, rival.start) : words.slice(rival.end, start);
    return between.every(({ form }) => [",", ";", "/", "\n", "and", "or", "&", "maybe", "perhaps"].includes(form));
  });
}
