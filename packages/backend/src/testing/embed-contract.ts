import { EmbedRequest, type EmbedResponse } from "@compute-proxy/api/backend/v1";
import { describe, expect, it } from "@jest/globals";
import { codeOf, noAbort } from "./contract-asks.js";
import type { ContractContext } from "./contract-harness.js";

/** The rules of Embed. `model` is the harness's embedding model. */
export function embedContract({ backend }: ContractContext, model: string): void {
  const embed = (text: string, name = model): Promise<EmbedResponse> =>
    backend().port.embed(EmbedRequest.fromPartial({ model: name, text }), noAbort());

  describe("embed", () => {
    it("gives finite numbers, as many for one text as for another", async () => {
      const first = (await embed("A cat sleeps.")).embedding?.values ?? [];
      const second = (await embed("The tax report is due, and it is long.")).embedding?.values ?? [];

      expect(first.length).toBeGreaterThan(0);
      expect(second.length).toBe(first.length);
      expect([...first, ...second].filter((value) => !Number.isFinite(value))).toEqual([]);
    });

    it("gives different vectors for different texts", async () => {
      const first = await embed("A cat sleeps.");
      const second = await embed("The tax report is due.");

      expect(first.embedding).not.toEqual(second.embedding);
    });

    it("leaves out what the engine did not count, rather than calling it 0", async () => {
      const { usage } = await embed("A cat sleeps.");

      expect([usage?.tokensIn, usage?.tokensOut]).not.toContain(0);
    });

    it("fails with engine-lacks-model for a model that is not there", async () => {
      expect(await codeOf(embed("A cat sleeps.", "no-such-model:1b"))).toBe("engine-lacks-model");
    });

    it("fails with invalid-request for an empty text", async () => {
      expect(await codeOf(embed(""))).toBe("invalid-request");
    });

    it("ends with cancelled when it is aborted before", async () => {
      const request = EmbedRequest.fromPartial({ model, text: "A cat sleeps." });

      expect(await codeOf(backend().port.embed(request, { signal: AbortSignal.abort() }))).toBe("cancelled");
    });
  });
}
