import type { GenerateBegin, GenerateDelta } from "@compute-proxy/api/backend/v1";
import type { EnginePiece, Rendering } from "@compute-proxy/forwarding";

/** A delta as the ledger takes it. Without ids of all its tokens it has none. */
export function enginePiece({ text, tokens, pieces, tokenIds, provisional }: GenerateDelta): EnginePiece {
  const isNothing = text === "" && (tokens ?? 0) === 0;
  return { text, tokens, pieces, tokenIds: tokenIds.length > 0 || isNothing ? tokenIds : undefined, provisional };
}

/** How the first backend saw the prompt. */
export function renderingOf({
  renderedPrompt,
  templateDigest,
  tokenizerDigest,
  promptTokenIds,
}: GenerateBegin): Rendering {
  return {
    // A template that rendered nothing is of no use to another backend.
    template: renderedPrompt === "" ? "" : templateDigest,
    text: renderedPrompt,
    tokenizer: tokenizerDigest === "" ? undefined : tokenizerDigest,
    tokenIds: promptTokenIds.length > 0 ? promptTokenIds : undefined,
  };
}
