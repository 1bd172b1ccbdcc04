import { EmbedRequest, GenerateRequest, SynthesizeRequest, TranscribeRequest } from "@compute-proxy/api/backend/v1";
import { describe, expect, it } from "@jest/globals";
import type { BackendPort } from "../port.js";
import { stageType } from "../stage-type.js";
import { codeOf, noAbort } from "./contract-asks.js";
import type { ContractContext, ContractHarness } from "./contract-harness.js";

/** The rules of Describe, and of calls that an adapter does not have. */
export function describeContract({ harness, backend }: ContractContext): void {
  describe("describe", () => {
    it("names its type and only stage types as capabilities", async () => {
      const { type, capabilities } = await backend().port.describe({}, noAbort());

      expect(type).not.toBe("");
      expect(capabilities).not.toEqual([]);
      expect(capabilities.filter((name) => stageType(name) === undefined)).toEqual([]);
    });

    it("lists the models with what each can do", async () => {
      const { models } = await backend().port.describe({}, noAbort());
      const listed = models.flatMap(({ name, capabilities }) => capabilities.map((capability) => [name, capability]));

      expect(listed).toEqual(expect.arrayContaining(namedModels(harness)));
    });

    it("says the same again", async () => {
      const first = await backend().port.describe({}, noAbort());
      const second = await backend().port.describe({}, noAbort());

      expect(second).toEqual(first);
    });

    it("ends with cancelled when it is aborted before", async () => {
      expect(await codeOf(backend().port.describe({}, { signal: AbortSignal.abort() }))).toBe("cancelled");
    });
  });

  it.each(optionalCalls)(
    "fails with not-capable on $call when $capability is not among its capabilities",
    async ({ capability, ask }) => {
      const { capabilities } = await backend().port.describe({}, noAbort());
      if (capabilities.includes(capability)) return;

      expect(await codeOf(ask(backend().port))).toBe("not-capable");
    },
  );
}

/** The models that the harness names, with what each is for. */
function namedModels(harness: ContractHarness): Array<readonly [string, string]> {
  const { textModel, embeddingModel, transcriptionModel, voice } = harness;
  const named: Array<readonly [string | undefined, string]> = [
    [textModel, "text_generation"],
    [embeddingModel, "embedding"],
    [transcriptionModel, "audio_to_text"],
    [voice, "text_to_audio"],
  ];
  return named.flatMap(([model, capability]) => (model === undefined ? [] : [[model, capability] as const]));
}

/** Calls that not every adapter has. */
const optionalCalls = [
  {
    call: "generate",
    capability: "text_generation",
    ask: async (port: BackendPort) => {
      for await (const _ of port.generate(GenerateRequest.fromPartial({ model: "any", prompt: "Hi" }), noAbort()))
        break;
    },
  },
  {
    call: "embed",
    capability: "embedding",
    ask: (port: BackendPort) => port.embed(EmbedRequest.fromPartial({ model: "any", text: "Hi" }), noAbort()),
  },
  {
    call: "transcribe",
    capability: "audio_to_text",
    ask: (port: BackendPort) => port.transcribe(TranscribeRequest.fromPartial({ model: "any" }), noAbort()),
  },
  {
    call: "synthesize",
    capability: "text_to_audio",
    ask: async (port: BackendPort) => {
      for await (const _ of port.synthesize(SynthesizeRequest.fromPartial({ model: "any", text: "Hi" }), noAbort()))
        break;
    },
  },
] as const;
