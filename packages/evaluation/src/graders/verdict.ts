/** What a grader says of an answer. `why` names the rule; of the answer it holds at most a number. */
export interface Verdict {
  readonly good: boolean;
  readonly why: string;
}

export function good(why: string): Verdict {
  return { good: true, why };
}

export function bad(why: string): Verdict {
  return { good: false, why };
}
