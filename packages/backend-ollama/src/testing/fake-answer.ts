/** What the fake engine does with one request for text. */
export type FakeAnswer = FakeTokens | FakeReply;

/** A stream of text, one line a token, that ends as `ending` says. */
export interface FakeTokens {
  readonly kind: "tokens";
  readonly tokens: readonly string[];
  /** One a token, sent only when the request asks for them; a value that is no number is sent as it is. Absent: none. */
  readonly logprobs?: readonly unknown[];
  /** `stop` by default; `length` when the request's `num_predict` cuts the answer. */
  readonly doneReason?: string;
  /** Replaces fields of the final record; undefined leaves a field out. */
  readonly final?: Readonly<Record<string, unknown>>;
  /** Awaited before token number n, and once more with n = number of tokens before the ending. Dropped when the client leaves. */
  readonly before?: (index: number) => Promise<void>;
  /** Writes every token whatever `num_predict` says. */
  readonly ignoresLimit?: boolean;
  /** Default `done`. */
  readonly ending?: FakeEnding;
}

/**
 * How a stream ends: with its final record (`done`), with a second one and text behind it (`done-twice`), cleanly without one
 * (`no-final-record`), with a line {"error": ...}, with bytes that are no JSON (`garbage`), with a line of 64 MiB, with a
 * closed or a reset connection, or not at all: `stall` keeps silent, `never` repeats the tokens until the client leaves.
 */
export type FakeEnding =
  | "done"
  | "done-twice"
  | "no-final-record"
  | "error-line"
  | "garbage"
  | "huge-line"
  | "cut"
  | "reset"
  | "stall"
  | "never";

/** An answer that is no stream of tokens. */
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
  /** Takes the request and never answers. */
  | { readonly kind: "silence" }
  /** Resets the connection before any header. */
  | { readonly kind: "reset" };

/** A JSON reply as Ollama sends it. */
export function jsonReply(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): FakeReply {
  const contentType = { "content-type": "application/json; charset=utf-8" };
  return { kind: "response", status, headers: { ...contentType, ...headers }, body: JSON.stringify(body) };
}
