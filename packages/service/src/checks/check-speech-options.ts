import type { SpeechOptions, TranscriptionOptions } from "@compute-proxy/api";
import type { Violation } from "@compute-proxy/core";
import { requestLimits } from "@compute-proxy/pipeline";
import { checkRange } from "./check-numbers.js";

const { transcriptionHint: longestHint, speaker } = requestLimits;

/** How speech is recognised. */
export function checkTranscriptionOptions(options: TranscriptionOptions | undefined): readonly Violation[] {
  if (!options) return [];
  const violations: Violation[] = [];
  if (options.language !== "" && !/^[a-z]{2,3}$/u.test(options.language)) {
    violations.push({
      field: "options.language",
      description: 'must be an ISO 639 code in small letters, such as "en"',
    });
  }
  if (options.prompt.length > longestHint) {
    violations.push({
      field: "options.prompt",
      description: `has ${options.prompt.length} characters; at most ${longestHint} are allowed`,
    });
  }
  return violations;
}

/** A text to speak. Blank is left to the caller. */
export function checkSpokenText(text: string): readonly Violation[] {
  if (text.trim() === "" || /[\p{L}\p{N}]/u.test(text)) return [];
  return [{ field: "text", description: "holds no letter or digit to say" }];
}

/** How text is spoken. */
export function checkSpeechOptions(options: SpeechOptions | undefined): readonly Violation[] {
  if (!options) return [];
  return [
    ...checkRange("options.speaker", options.speaker, 0, speaker),
    ...checkRange("options.length_scale", options.lengthScale, 0.25, 4),
  ];
}
