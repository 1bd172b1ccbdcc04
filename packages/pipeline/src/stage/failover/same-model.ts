import { listedDigest } from "../../route/listed-digest.js";
import type { Rung } from "../../route/rung.js";

/** Whether two rungs run the same weights: by digest where both engines tell one, else by the engine's name. */
export function sameModel(a: Rung, b: Rung): boolean {
  const [digestA, digestB] = [listedDigest(a), listedDigest(b)];
  return digestA !== "" && digestB !== "" ? digestA === digestB : a.engineModel === b.engineModel;
}
