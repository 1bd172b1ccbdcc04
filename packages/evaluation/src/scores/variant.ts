import type { FeatureGroup } from "./case-features.js";

/**
 * What a score is fitted to. `good`: P(the smaller's answer is right). `gain`: that, less P(the larger will be right)
 * from what is known before the answer. `net`: P(only the smaller is right) less P(only the larger is).
 */
export type Target = "good" | "gain" | "net";

/** A way to decide what is deferred. */
export interface Variant {
  readonly name: string;
  readonly target: Target;
  readonly groups: readonly FeatureGroup[];
}

/** All that is tried, the plainest first; of equals the first is taken. */
export const variants: readonly Variant[] = [
  { name: "lowest tenth alone", target: "good", groups: ["lowest tenth"] },
  { name: "lowest tenth and self-check", target: "good", groups: ["lowest tenth", "self-check"] },
  { name: "lowest tenth and neighbours", target: "good", groups: ["lowest tenth", "neighbours"] },
  { name: "expected gain from lowest tenth and neighbours", target: "gain", groups: ["lowest tenth", "neighbours"] },
  { name: "tokens", target: "good", groups: ["tokens"] },
  { name: "tokens and validators", target: "good", groups: ["tokens", "validators"] },
  { name: "tokens and prompt", target: "good", groups: ["tokens", "validators", "prompt"] },
  { name: "tokens, prompt and neighbours", target: "good", groups: ["tokens", "validators", "prompt", "neighbours"] },
  {
    name: "all and self-check",
    target: "good",
    groups: ["tokens", "validators", "prompt", "neighbours", "self-check"],
  },
  { name: "expected gain from the prompt", target: "gain", groups: ["tokens", "validators", "prompt"] },
  {
    name: "expected gain from prompt and neighbours",
    target: "gain",
    groups: ["tokens", "validators", "prompt", "neighbours"],
  },
  {
    name: "expected gain from all and self-check",
    target: "gain",
    groups: ["tokens", "validators", "prompt", "neighbours", "self-check"],
  },
  { name: "net gain from tokens and prompt", target: "net", groups: ["tokens", "validators", "prompt"] },
  { name: "net gain from all", target: "net", groups: ["tokens", "validators", "prompt", "neighbours"] },
];

/** How strongly the weights of a variant are held; chosen like the variant, on the training half. */
export const strengths: readonly number[] = [1, 5, 25];
