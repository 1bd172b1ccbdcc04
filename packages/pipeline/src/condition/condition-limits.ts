/** What a condition may take. CEL itself has no limit on cost. */
export const conditionLimits = {
  /** Characters of a condition. */
  sourceLength: 512,
  /** Brackets inside one another: the parser's time grows steeply with them. */
  bracketDepth: 16,
  /** List items and map entries in the input that one condition reads. map() and filter() nest one level for each. */
  entries: 1_000,
} as const;
