import { type AliasGrader } from "../grader.js";
import { spokenText, withoutEmphasis } from "../text/spoken-text.js";
import { bad, type Verdict } from "../verdict.js";
import { answeringSentence, sentences } from "./first-sentence.js";
import { judgeStatement } from "./judge-statement.js";

export function gradeAlias({ accept, rivals = [] }: AliasGrader, answer: string): Verdict {
  const text = withoutEmphasis(spokenText(answer));
  const sentence = answeringSentence(text);
  if (sentence === undefined) return bad("the answer is a list");
  const verdict = judgeStatement(sentence, accept, rivals);
  return verdict.good && takesBack(text) ? bad("it is taken back later") : verdict;
}

/** "Paris. No, wait, Lyon." */
function takesBack(text: string): boolean {
  return sentences(text)
    .slice(1)
    .some((sentence) =>
      /^(?:no|actually|wait|sorry|correction|oops|i was wrong|i made a mistake)\b(?! problem)/iu.test(sentence),
    );
}
