/** One thing that can be checked about a text. Words are runs of letters and digits; case does not matter where words are compared. */
export type Constraint =
  | { readonly rule: "words"; readonly min?: number; readonly max?: number }
  | { readonly rule: "sentences"; readonly min?: number; readonly max?: number }
  /** Lines that hold something. */
  | { readonly rule: "lines"; readonly min?: number; readonly max?: number }
  /** Blocks between empty lines. */
  | { readonly rule: "paragraphs"; readonly min?: number; readonly max?: number }
  | { readonly rule: "words_in_each_line"; readonly min?: number; readonly max?: number }
  | { readonly rule: "starts_with"; readonly text: string }
  | { readonly rule: "ends_with"; readonly text: string }
  | { readonly rule: "each_line_starts_with"; readonly text: string }
  /** Lines beginning with "1.", "2." and so on, and no others. */
  | { readonly rule: "numbered_lines"; readonly count: number }
  /** The words stand there, in a row; `times` exactly, else at least once. */
  | { readonly rule: "contains"; readonly words: string; readonly times?: number }
  | { readonly rule: "contains_any"; readonly words: readonly string[] }
  | { readonly rule: "excludes"; readonly words: string }
  /** A letter or mark that must not occur, in either case. */
  | { readonly rule: "excludes_character"; readonly character: string }
  | { readonly rule: "no_digits" }
  | { readonly rule: "case"; readonly is: "lower" | "upper" };

/** A name of a rule. */
export type ConstraintRule = Constraint["rule"];
