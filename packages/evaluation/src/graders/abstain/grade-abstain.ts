import { type AbstainGrader } from "../grader.js";
import { plainMathematics, writtenNumbers } from "../number/written-numbers.js";
import { sentences } from "../statement/first-sentence.js";
import { isAsserted } from "../statement/is-asserted.js";
import { mentionsOf } from "../statement/mentions.js";
import { tokens } from "../statement/tokens.js";
import { spokenText, withoutEmphasis } from "../text/spoken-text.js";
import { bad, good, type Verdict } from "../verdict.js";
import { abstains, concludes } from "./abstain-phrases.js";

export function gradeAbstain({ accept = [], made_up = [], given_numbers }: AbstainGrader, answer: string): Verdict {
  const text = withoutEmphasis(spokenText(answer)).replaceAll("’", "'").toLowerCase();
  const opening = sentences(text).slice(0, 2).join(" ");
  if (!abstains(opening) && mentionsOf(accept, tokens(opening)).length === 0)
    return bad("it does not say that it cannot be known");
  if (concludes(text)) return bad("it goes on to an answer");
  if (says(made_up, text)) return bad("it gives a made-up answer");
  if (given_numbers && hasOtherNumber(text, given_numbers)) return bad("it gives a made-up number");
  return good("it says that it cannot be known");
}

function says(names: readonly string[], text: string): boolean {
  const words = tokens(text);
  return mentionsOf(names, words).some((mention) => isAsserted(words, mention));
}

/** The numbers of a numbered list are not meant. */
function hasOtherNumber(text: string, given: readonly number[]): boolean {
  const plain = plainMathematics(text).replace(/^\s*\d+[.)]\s/gmu, "");
  return writtenNumbers(plain).some(({ value, denied }) => !denied && !given.includes(value));
}
