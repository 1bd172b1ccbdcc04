import { EmbedRequest, GenerateRequest, SynthesizeRequest, TranscribeRequest } from "@compute-proxy/api/backend/v1";
import { expect, it } from "@jest/globals";
import { unsupported } from "./unsupported.js";

const port = unsupported("Piper");
const scope = { signal: new AbortController().signal };

it.each([
  {
    what: "generate text",
    call: async () => {
      for await (const _ of port.generate(GenerateRequest.fromPartial({}), scope)) break;
    },
  },
  { what: "make embeddings", call: () => port.embed(EmbedRequest.fromPartial({}), scope) },
  { what: "transcribe speech", call: () => port.transcribe(TranscribeRequest.fromPartial({}), scope) },
  {
    what: "synthesize speech",
    call: async () => {
      for await (const _ of port.synthesize(SynthesizeRequest.fromPartial({}), scope)) break;
    },
  },
])("an adapter that cannot $what says so", async ({ what, call }) => {
  await expect(call()).rejects.toMatchObject({ code: "not-capable", message: `Piper cannot ${what}` });
});
