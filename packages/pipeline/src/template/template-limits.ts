/** What a template may take. A prompt needs far less; a mistake or an attack meets one of these quickly. */
export const templateLimits = {
  /** Characters of a template. */
  sourceLength: 65_536,
  /** Blocks (if, for, ...) inside one another. */
  blockDepth: 32,
  /** Brackets inside one another, in one tag. */
  bracketDepth: 16,
  /** Numbers in one range. */
  rangeLength: 10_000,
  /** Characters and list items that filters and ranges may make in one rendering. */
  memory: 2_097_152,
  /** Milliseconds of one rendering. Generous: a busy machine must not fail a template that takes one. */
  renderMs: 1_000,
  /** Bytes of the finished prompt, and of one capture. */
  outputBytes: 262_144,
} as const;
