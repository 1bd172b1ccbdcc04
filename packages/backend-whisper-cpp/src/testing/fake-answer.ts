/** What the fake engine does with one recording. */
export type FakeAnswer = FakeTranscript | FakeReply;

/** What it hears, as verbose_json. */
export interface FakeTranscript {
  readonly kind: "transcript";
  /** One after the other over the length of the recording. */
  readonly segments: readonly FakeSegment[];
  /** Whisper's name. Default "english". */
  readonly language?: string;
}

/** One stretch of it. Its text is what its tokens spell. */
export interface FakeSegment {
  /** Text and probability of each; a text begins with a blank where a word begins. */
  readonly tokens: ReadonlyArray<readonly [text: string, probability: unknown]>;
  /** Default 0.02. A value that is no number is sent as it is. */
  readonly noSpeechProb?: unknown;
  /** Default -0.1. */
  readonly avgLogprob?: unknown;
}

/** An answer that is no transcript. */
export type FakeReply =
  | {
      readonly kind: "response";
      /** Default 200. */
      readonly status?: number;
      /** Default: content-type application/json. */
      readonly headers?: Readonly<Record<string, string>>;
      /** Written piece by piece, as it is. */
      readonly body: string | ReadonlyArray<string | Uint8Array>;
    }
  /** Takes the request and never answers: an engine that works, or hangs. */
  | { readonly kind: "silence" }
  /** Resets the connection before any header. */
  | { readonly kind: "reset" }
  /** Closes the connection in the middle of the answer. */
  | { readonly kind: "cut" };

/** A plain text reply as whisper-server sends its refusals. */
export function textReply(body: string, status: number): FakeReply {
  return { kind: "response", status, headers: { "content-type": "text/plain" }, body };
}
