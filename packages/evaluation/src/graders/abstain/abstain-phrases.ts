/** Ways to say that something cannot be known from what is given, or to ask back. In lower case, with plain apostrophes. */
const abstentions: readonly RegExp[] = [
  /\b(?:can ?not|can't|could not|couldn't|unable to|impossible to|not possible to|no way (?:to|of))\b.{0,60}\b(?:know\w*|tell|say|determin\w+|answer\w*|calculat\w+|comput\w+|predict\w*|provide|access|see|find|give|work out|identif\w+|infer\w*|conclude\w*|estimat\w+|guess\w*|name|count)\b/u,
  /\b(?:do not|does not|don't|doesn't|did not|didn't)\b.{0,30}\b(?:know|say|mention|state|specify|tell|give|have|provide|include|contain|indicate|list)\b/u,
  /(?:\bnot|n't)\b.{0,20}\b(?:enough|sufficient|mentioned|given|specified|stated|provided|known|clear|said|available|included|defined|possible)\b/u,
  /\b(?:unknown|insufficient|unspecified|unclear|undetermined|ambiguous|unknowable)\b/u,
  /\b(?:depends|depend) on\b/u,
  /\bno (?:information|way|mention|data|details?|answer is given)\b/u,
  /\b(?:missing|lacks?) (?:the )?(?:information|data|details?)\b|\b(?:information|data|details?|\w+) (?:is|are) missing\b/u,
  /\b(?:need|needs|require|requires) (?:more|to know|further|additional)\b|\bmore (?:information|details?|context)\b/u,
  /\b(?:could|can|would) you\b.{0,60}\b(?:tell|provide|clarify|specify|share|give|say|explain|let me know)\b/u,
  /\bplease\b.{0,30}\b(?:provide|clarify|specify|tell|share|give|let me know|state)\b/u,
  /\b(?:which|what|who|whose|where|when|how)\b[^.!?]{0,80}\b(?:do you mean|are you|did you|would you|do you want|do you have)\b[^.!?]*\?/u,
];

/** Ways to go on to an answer after all. */
const conclusions: readonly RegExp[] = [
  /\b(?:the|my|final|correct) (?:final )?answer (?:is|would be)\b(?! (?:unknown|not\b|unclear|missing|that))/u,
  /^(?:final )?answer:\s*(?!.*\b(?:unknown|not\b|cannot|can't|unclear|missing))\S/mu,
  /\b(?:best|educated|my) guess\b(?! (?:is|would be) (?:not|no))/u,
  /\bbut\b[^.!?]{0,40}\b(?:probably|most likely|likely|i think|i believe|i would say|it is|it's|it was)\b(?! (?:not|impossible|unknown|unclear))/u,
  /\b(?:therefore|so|thus|hence),? (?:it|he|she|they|the \w+)(?: \w+)? (?:is|was|are|were|costs?|weighs?|takes?|lives?)\b(?! (?:not|impossible|unknown|unclear|no))/u,
];

/** Whether one of the first two sentences abstains: what comes after a made-up answer does not unsay it. */
export function abstains(opening: string): boolean {
  return abstentions.some((phrase) => phrase.test(opening));
}

/** Whether the text comes to an answer although it abstained. */
export function concludes(text: string): boolean {
  return conclusions.some((phrase) => phrase.test(text));
}
