import { unreadable } from "./wire.js";

/** Remembers how long the vectors of a model are: vectors of two lengths cannot be compared. */
export interface EmbeddingSizes {
  /** Fails with `engine-unreadable` when the same model gave another length before. A new digest starts anew. */
  check(model: string, digest: string, length: number): void;
}

/** Models that are remembered; an engine has fewer. */
const mostModels = 1_000;

/** Makes one that has seen nothing. */
export function createEmbeddingSizes(): EmbeddingSizes {
  const seen = new Map<string, { readonly digest: string; readonly length: number }>();
  return {
    check(model, digest, length) {
      const before = seen.get(model);
      if (before && before.digest === digest && before.length !== length) {
        throw unreadable(`an embedding of ${length} numbers where the same model gave ${before.length}`);
      }
      if (seen.size >= mostModels) seen.clear();
      seen.set(model, { digest, length });
    },
  };
}
