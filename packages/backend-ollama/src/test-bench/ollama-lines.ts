import type { FakeReply } from "../testing/index.js";

/** A body as it is, under status 200 unless `rest` says otherwise. */
export function reply(
  body: string | ReadonlyArray<string | Uint8Array>,
  rest: Partial<Extract<FakeReply, { kind: "response" }>> = {},
): FakeReply {
  return { kind: "response", body, ...rest };
}

/** One line of a body. */
export const jsonLine = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** An error as Ollama writes it. */
export const errorLine = (said: string): string => jsonLine({ error: said });

/** A record of /api/generate, with whatever stands in the place of its text. */
export const textLine = (response: unknown, rest: Record<string, unknown> = {}): string =>
  jsonLine({ response, done: false, ...rest });

/** The shortest final record. */
export const doneLine = jsonLine({ response: "", done: true, done_reason: "stop" });
