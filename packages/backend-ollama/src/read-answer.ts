import type { GenerateResponse } from "@compute-proxy/api/backend/v1";
import type { EngineName } from "@compute-proxy/backend";
import { cutEnd, toDelta, toEnd } from "./from-chunk.js";
import { createOutputCap } from "./output-cap.js";
import { parseJson, parseStreamRecord, type StreamRecord, type TextEndpoint, type WireLogprob } from "./wire.js";
import { reportedError } from "./wire-error.js";

/** What it takes to read the answer to one request for text. */
export interface AnswerFacts {
  readonly endpoint: TextEndpoint;
  readonly engine: EngineName;
  readonly modelDigest: string;
  readonly maxTokens: number | undefined;
}

/** Reads one answer, as many lines at a time as came together. */
export interface AnswerReader {
  /**
   * What the lines add to the answer: their text in one delta, then the end if it is among them. It is the engine's final record,
   * or `length` where an engine goes on past its limit. An error comes after the text before it.
   */
  parts(lines: readonly string[]): Iterable<GenerateResponse>;
  /** Whether the engine's final record was among the lines. */
  isFinal(): boolean;
}

/** Makes one that has read nothing. */
export function answerReader({ endpoint, engine, modelDigest, maxTokens }: AnswerFacts): AnswerReader {
  const cap = createOutputCap(maxTokens);
  let isFinal = false;

  const read = (line: string): Exclude<StreamRecord, { kind: "error" }> => {
    const record = parseStreamRecord(parseJson(line), endpoint);
    if (record.kind === "error") throw reportedError(record.error, engine);
    return record;
  };
  return {
    isFinal: () => isFinal,
    *parts(lines) {
      let text = "";
      let logprobs: WireLogprob[] = [];
      let isCounted = true;
      let pieces = 0;
      let end: GenerateResponse | undefined;
      let failure: { readonly error: unknown } | undefined;
      try {
        for (const line of lines) {
          const record = read(line);
          isFinal = record.kind === "final";
          if (record.kind === "text" && cap.isOver(record)) end = cutEnd(modelDigest);
          else {
            text += record.text;
            logprobs = logprobs.length > 0 ? logprobs.concat(record.logprobs) : record.logprobs;
            // A record holds one token or more, and has a logprob for each of them or for none.
            if (record.text !== "" && record.logprobs.length === 0) isCounted = false;
            if (record.text !== "") pieces += 1;
          }
          if (record.kind === "final") end = toEnd(record, modelDigest);
          if (end) break;
        }
      } catch (error) {
        failure = { error };
      }
      const delta = toDelta(text, logprobs, { tokens: isCounted ? logprobs.length : undefined, pieces });
      if (delta) yield delta;
      if (failure) throw failure.error;
      if (end) yield end;
    },
  };
}
