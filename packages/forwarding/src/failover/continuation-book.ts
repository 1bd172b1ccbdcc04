import type { ContinuationAbility } from "./choose-mode.js";

/** What is known of the backends' ways to go on with a begun text. */
export interface ContinuationBook {
  /** Undefined: not probed; then the backend can only begin the text anew. */
  of(backendId: string, engineModel: string): ContinuationAbility | undefined;
}

/** A backend and a model of its engine. The digest is the model's, as the engine last told it. */
export interface ProbedModel {
  readonly backendId: string;
  readonly engineModel: string;
  readonly digest: string;
}

/** A book that is written in. */
export interface WrittenBook extends ContinuationBook {
  /** Whether nothing is known of the model in this version. What was known of another version is forgotten then. */
  lacks(model: ProbedModel): boolean;
  note(model: ProbedModel, ability: ContinuationAbility): void;
}

/** Makes an empty one. It holds one entry for each backend and model that was probed. */
export function createContinuationBook(): WrittenBook {
  const entries = new Map<string, { readonly digest: string; readonly ability: ContinuationAbility }>();
  return {
    of: (backendId, engineModel) => entries.get(keyOf(backendId, engineModel))?.ability,
    lacks({ backendId, engineModel, digest }) {
      const key = keyOf(backendId, engineModel);
      if (entries.get(key)?.digest === digest) return false;
      entries.delete(key);
      return true;
    },
    note: ({ backendId, engineModel, digest }, ability) =>
      void entries.set(keyOf(backendId, engineModel), { digest, ability }),
  };
}

function keyOf(backendId: string, engineModel: string): string {
  return JSON.stringify([backendId, engineModel]);
}
