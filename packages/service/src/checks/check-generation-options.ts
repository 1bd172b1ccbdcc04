import type { GenerationOptions } from "@compute-proxy/api";
import type { Violation } from "@compute-proxy/core";
import { requestLimits } from "@compute-proxy/pipeline";
import { checkRange } from "./check-numbers.js";

const { maxTokens, temperature, topK, contextLength, stops: maxStops, stop: maxStopLength } = requestLimits;

/** Sampling and length. */
export function checkGenerationOptions(options: GenerationOptions | undefined): readonly Violation[] {
  if (!options) return [];
  return [
    ...checkRange("options.max_tokens", options.maxTokens, 1, maxTokens),
    ...checkRange("options.temperature", options.temperature, 0, temperature),
    ...checkRange("options.top_p", options.topP, 0, 1),
    ...checkRange("options.top_k", options.topK, 1, topK),
    ...checkStops(options.stop),
    ...checkRange("options.context_length", options.contextLength, 1, contextLength),
  ];
}

function checkStops(stops: readonly string[]): readonly Violation[] {
  if (stops.length > maxStops) {
    return [{ field: "options.stop", description: `must have at most ${maxStops} entries, has ${stops.length}` }];
  }
  return stops.flatMap((stop, index) =>
    stop.length >= 1 && stop.length <= maxStopLength
      ? []
      : [
          {
            field: `options.stop[${index}]`,
            description: `must have 1 to ${maxStopLength} characters, has ${stop.length}`,
          },
        ],
  );
}
