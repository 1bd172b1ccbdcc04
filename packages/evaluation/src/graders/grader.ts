import { type Constraint } from "./constraints/constraint.js";

/** How a question is graded, as its line in the file says. */
export type Grader =
  | NumberGrader
  | AliasGrader
  | SpanGrader
  | TextGrader
  | ListGrader
  | JsonGrader
  | CodeGrader
  | AbstainGrader
  | ConstraintsGrader;

/** The stated number, else the last one, is `value`, at most `tolerance` away (default 0). */
export interface NumberGrader {
  readonly kind: "number";
  readonly value: number;
  readonly tolerance?: number;
  /** The units that may stand beside it. Another unit of our table is a wrong answer; none is fine. */
  readonly units?: readonly string[];
}

/** The first sentence states one of `accept` and none of `rivals`, negations and lists of alternatives considered. */
export interface AliasGrader {
  readonly kind: "alias";
  readonly accept: readonly string[];
  readonly rivals?: readonly string[];
}

/** As `alias`, in the whole of an answer that is at most `max_words` long (default 40): copying the text is no answer. */
export interface SpanGrader {
  readonly kind: "span";
  readonly accept: readonly string[];
  readonly rivals?: readonly string[];
  readonly max_words?: number;
}

/** The answer is exactly this text, apart from quotes, fences, a lead-in and a full stop around it. */
export interface TextGrader {
  readonly kind: "text";
  readonly value: string;
  readonly ignore_case?: boolean;
}

/** The answer is exactly these items, in this order unless `ordered` is false, however the list is written. */
export interface ListGrader {
  readonly kind: "list";
  readonly items: readonly string[];
  readonly ordered?: boolean;
  readonly ignore_case?: boolean;
}

/** The answer holds one JSON value, fenced or bare. It equals `value` and matches `schema`, as far as they are given. */
export interface JsonGrader {
  readonly kind: "json";
  readonly value?: unknown;
  readonly schema?: object;
}

/** The answer holds a JavaScript or TypeScript function of this name that passes every test. */
export interface CodeGrader {
  readonly kind: "code";
  readonly function: string;
  readonly tests: readonly CodeTest[];
}

/** A call and what it must return, as JSON values. */
export interface CodeTest {
  readonly args: readonly unknown[];
  readonly returns: unknown;
}

/** The answer says that it cannot be known, or asks back, and makes nothing up. */
export interface AbstainGrader {
  readonly kind: "abstain";
  /** Further phrases that are right here, such as what is wrong with the premise. */
  readonly accept?: readonly string[];
  /** What a made-up answer would say. */
  readonly made_up?: readonly string[];
  /** The numbers that the prompt gives. When present, any other number is made up. */
  readonly given_numbers?: readonly number[];
}

/** The answer keeps every one of these rules. */
export interface ConstraintsGrader {
  readonly kind: "constraints";
  readonly rules: readonly Constraint[];
}
