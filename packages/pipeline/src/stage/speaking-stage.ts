import type { Audio, Stage } from "@compute-proxy/api";
import { SynthesizeRequest } from "@compute-proxy/api/backend/v1";
import { joinAudio, writeWav } from "@compute-proxy/audio";
import { printable, ProxyError } from "@compute-proxy/core";
import type { SentenceFeed } from "../speech/sentence-feed.js";
import { gatesOf } from "./gates-of.js";
import type { StageWork } from "./stage-work.js";

/** Speech as the attempt loop sees it: sentence by sentence, each frame as it comes; the answer is one WAV of them all. */
export function speakingWork(stage: Stage, feed: SentenceFeed): StageWork {
  return {
    gates: gatesOf(stage),
    async *attempt(rung, { signal, clock, rest }) {
      const began = clock.now();
      const frames: Audio[] = [];
      let ttftMs: number | undefined;
      for await (const text of feed.read(signal, rest)) {
        const request = SynthesizeRequest.fromPartial({ model: rung.engineModel, text, options: stage.speech });
        for await (const { audio } of rung.backend.port.synthesize(request, { signal })) {
          if (!audio) continue;
          ttftMs ??= clock.now() - began;
          frames.push(audio);
          yield { kind: "audio", audio };
        }
      }
      if (frames.length === 0) throw nothingToSay(stage);
      return {
        payload: { kind: { $case: "audio", value: writeWav(joinAudio(frames)) } },
        confidence: undefined,
        quality: undefined,
        validators: [],
        tokensIn: undefined,
        tokensOut: undefined,
        ttftMs,
        finishReason: "",
        modelDigest: "",
      };
    },
  };
}

function nothingToSay({ id }: Stage): ProxyError {
  return new ProxyError("input-not-usable", `stage "${printable(id)}": the text holds no letter or digit to say`, {
    stageId: id,
  });
}
