import type { ScriptedBackend } from "@compute-proxy/backend/testing";
import type { AnswerFacts, CalibrationBook, EntryKnowledge } from "@compute-proxy/forwarding";
import type { ConfidenceModel } from "@compute-proxy/calibration";

/** A backend whose answers tell the digest of their model. */
export function withDigest(backend: ScriptedBackend, modelDigest: string): ScriptedBackend {
  const { port } = backend;
  return {
    ...backend,
    port: {
      ...port,
      async *generate(request, scope) {
        for await (const { part } of port.generate(request, scope)) {
          if (part?.$case === "end") yield { part: { ...part, value: { ...part.value, modelDigest } } };
          else yield { part };
        }
      },
    },
  };
}

/** A fitted model whose logit is the feature's distance from `from`, over `scale`. */
export function fittedModel(feature: string, { from = 0, scale = 1, labels = 40 } = {}): ConfidenceModel {
  return {
    version: 2,
    features: [feature],
    mean: [from],
    scale: [scale],
    weights: [1],
    bias: 0,
    calibration: { kind: "platt", slope: 1, intercept: 0 },
    labels,
    brier: 0.1,
    ece: 0.05,
    fittedOn: { model: "digest-of-m", task: "*", set: "questions" },
  };
}

/** A book that knows what the two functions know, and was asked for what it notes. */
export function scriptedBook(
  knows: {
    readonly confidence?: (facts: AnswerFacts) => ConfidenceModel | undefined;
    readonly entry?: (facts: AnswerFacts) => EntryKnowledge | undefined;
  } = {},
): CalibrationBook & { readonly asked: readonly AnswerFacts[] } {
  const asked: AnswerFacts[] = [];
  return {
    asked,
    confidence(facts) {
      asked.push(facts);
      return knows.confidence?.(facts);
    },
    earlyExitTheta: () => undefined,
    entry: (facts) => knows.entry?.(facts),
  };
}
