import type { Stage } from "@compute-proxy/api";
import { TranscribeRequest } from "@compute-proxy/api/backend/v1";
import { type PcmAudio, recognitionRateHz, toMono, writeWav } from "@compute-proxy/audio";
import { transcriptConfidence } from "@compute-proxy/forwarding";
import { gatesOf } from "./gates-of.js";
import type { StageWork } from "./stage-work.js";

/** Speech recognition as the attempt loop sees it: the sound is converted once, and a transcript comes in one piece. */
export function listeningWork(stage: Stage, heard: PcmAudio): StageWork {
  const audio = writeWav(toMono(heard, recognitionRateHz));
  const { language = "", prompt = "" } = stage.transcription ?? {};
  return {
    gates: gatesOf(stage),
    async *attempt(rung, { signal, clock }) {
      const began = clock.now();
      const request = TranscribeRequest.fromPartial({ model: rung.engineModel, audio, language, prompt });
      const { text, segments } = await rung.backend.port.transcribe(request, { signal });
      const ttftMs = clock.now() - began;
      if (text !== "") yield { kind: "text", text };
      return {
        payload: { kind: { $case: "text", value: text } },
        // The engine tells its probabilities with every transcript, so this costs nothing.
        confidence: transcriptConfidence(text, segments),
        quality: undefined,
        validators: [],
        tokensIn: undefined,
        tokensOut: undefined,
        ttftMs: text === "" ? undefined : ttftMs,
        finishReason: "",
        modelDigest: "",
        segments,
      };
    },
  };
}
