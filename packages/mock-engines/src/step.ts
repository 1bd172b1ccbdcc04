import type { Rendered } from "./rendered.js";

/** One thing that the server does with a connection. A list of them is a whole answer, or a whole fault. */
export type Step =
  /** Without `length` the body goes in chunks. */
  | {
      readonly kind: "head";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly length?: number;
    }
  /** A piece of the body. Pieces with `isToken` are paced. */
  | { readonly kind: "body"; readonly bytes: Uint8Array; readonly isToken?: true }
  /** Bytes onto the connection, past everything that HTTP would add. After them only `close` and `reset` make sense. */
  | { readonly kind: "raw"; readonly bytes: Uint8Array }
  | { readonly kind: "wait"; readonly ms: number }
  /** Nothing more until the client leaves. */
  | { readonly kind: "hang" }
  /** Keeps the connection open, and closes it as soon as another request comes on it. */
  | { readonly kind: "spoil" }
  | { readonly kind: "end" }
  /** Closes the connection (FIN). `isWhole`: the client has everything and may take it for the end. */
  | { readonly kind: "close"; readonly isWhole: boolean }
  /** Resets the connection (RST). */
  | { readonly kind: "reset" };

/** Steps in order; endless ones stop when the client leaves. */
export type Script = Iterable<Step>;

/** The answer as it should be. */
export function* healthy(rendered: Rendered): Script {
  yield headOf(rendered);
  yield* bodyOf(rendered);
  yield { kind: "end" };
}

/** The head of an answer, with other headers on top. */
export function headOf({ status, headers, records, isStream }: Rendered, more: Record<string, string> = {}): Step {
  const head = { kind: "head", status, headers: { ...headers, ...more } } as const;
  return isStream ? head : { ...head, length: lengthOf(records) };
}

/** The body of an answer, record by record. */
export function* bodyOf({ records, isStream }: Pick<Rendered, "records" | "isStream">): Iterable<Step> {
  for (const bytes of records) yield isStream ? { kind: "body", bytes, isToken: true } : { kind: "body", bytes };
}

/** Bytes in all records together. */
function lengthOf(records: readonly Uint8Array[]): number {
  return records.reduce((sum, { length }) => sum + length, 0);
}
