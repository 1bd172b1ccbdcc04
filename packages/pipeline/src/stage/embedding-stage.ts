import { EmbedRequest } from "@compute-proxy/api/backend/v1";
import { ProxyError } from "@compute-proxy/core";
import type { StageWork } from "./stage-work.js";

/** Embedding as the attempt loop sees it: no text on the way, nothing to judge. */
export function embeddingWork(text: string): StageWork {
  return {
    gates: { minConfidence: undefined, qualityThreshold: undefined },
    // oxlint-disable-next-line require-yield -- a vector comes in one piece
    async *attempt(rung, { signal }) {
      const response = await rung.backend.port.embed(EmbedRequest.fromPartial({ model: rung.engineModel, text }), {
        signal,
      });
      if (!response.embedding) throw new ProxyError("engine-unreadable", "the engine gave no vector");
      return {
        payload: { kind: { $case: "embedding", value: response.embedding } },
        confidence: undefined,
        quality: undefined,
        validators: [],
        tokensIn: response.usage?.tokensIn,
        tokensOut: undefined,
        ttftMs: undefined,
        finishReason: "",
        modelDigest: response.modelDigest,
      };
    },
  };
}
