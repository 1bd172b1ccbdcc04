import { seededRandom, shuffled } from "@compute-proxy/calibration";
import { splits } from "../questions/question.js";
import type { JudgedLog, JudgedQuestion } from "./judged-question.js";

/**
 * The same answers, each half's verdicts dealt out anew: a question gets the verdicts of all rungs of another question.
 * Whoever still finds a signal in them has seen what he must not.
 */
export function shuffleLabels({ header, questions }: JudgedLog, seed: number): JudgedLog {
  const random = seededRandom(seed);
  const dealt = new Map<string, JudgedQuestion>();
  for (const split of splits) {
    const half = questions.filter((question) => question.split === split);
    for (const [index, from] of shuffled(half, random).entries()) {
      const to = half[index];
      if (to) dealt.set(to.id, withVerdicts(to, from));
    }
  }
  return { header, questions: questions.map((question) => dealt.get(question.id) ?? question) };
}

function withVerdicts(to: JudgedQuestion, from: JudgedQuestion): JudgedQuestion {
  const answers = [...to.answers].map(([rung, answer]) => {
    const good = from.answers.get(rung)?.good ?? answer.good;
    return [rung, { ...answer, good }] as const;
  });
  return { ...to, answers: new Map(answers) };
}
