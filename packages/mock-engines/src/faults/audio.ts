import { render } from "../render.js";
import { healthy } from "../step.js";
import { only, type ScriptFault } from "./definition.js";
import { instead } from "./pieces.js";

/** Faults of whisper-server and Piper alone. */
export const audioFaults = {
  "empty-text": only(["transcript"], "A transcript without a word.", ({ answer, rendered }) =>
    answer.kind === "transcript"
      ? healthy(render({ ...answer, transcript: { ...answer.transcript, words: [] } }))
      : healthy(rendered),
  ),
  "earlier-text": only(
    ["transcript"],
    "The transcript of the request before, as whisper-server does where it hears no speech; of the first request, its own.",
    ({ earlier, rendered }) => healthy(earlier ? render(earlier) : rendered),
  ),
  "cut-wav": only(["speech"], "The first half of a WAV, and a clean end.", (fault) => {
    const whole = Buffer.concat(fault.rendered.records);
    return instead(fault, whole.subarray(0, Math.ceil(whole.length / 2)));
  }),
} as const satisfies Record<string, ScriptFault>;
