import { type Difficulty } from "./draft.js";

/** A text of our own, the keys to take from it, and what they hold. */
export type Extraction = readonly [source: string, difficulty: Difficulty, keys: string, text: string, value: object];
