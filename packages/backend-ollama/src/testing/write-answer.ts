import type { ServerResponse } from "node:http";
import { assertNever, untilAborted } from "@compute-proxy/core";
import type { FakeAnswer, FakeEnding, FakeReply, FakeTokens } from "./fake-answer.js";

/** The request behind an answer, as far as writing needs it. */
export interface AnswerContext {
  readonly model: string;
  /** Where a token stands in a line: generate and chat differ. */
  readonly field: (text: string) => Record<string, unknown>;
  readonly promptTokens: number;
  readonly wantsLogprobs: boolean;
  readonly limit: number | undefined;
  /** Aborts when the client has gone. */
  readonly gone: AbortSignal;
}

/** Writes an answer to the end, or until the client has gone. */
export async function writeAnswer(response: ServerResponse, answer: FakeAnswer, context: AnswerContext): Promise<void> {
  if (answer.kind === "tokens") await writeTokens(response, answer, context);
  else await writeReply(response, answer, context.gone);
}

/** Writes an answer that is no stream of tokens. */
export async function writeReply(response: ServerResponse, reply: FakeReply, gone: AbortSignal): Promise<void> {
  switch (reply.kind) {
    case "response": {
      response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
      for (const piece of typeof reply.body === "string" ? [reply.body] : reply.body)
        await write(response, piece, gone);
      response.end();
      return;
    }
    case "silence":
      return;
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    default:
      assertNever(reply);
  }
}

async function writeTokens(response: ServerResponse, answer: FakeTokens, context: AnswerContext): Promise<void> {
  const limit = answer.ignoresLimit === true ? undefined : context.limit;
  const tokens = answer.tokens.slice(0, limit);
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  response.flushHeaders();
  let written = 0;
  for (const index of positions(answer, tokens.length)) {
    if (limit !== undefined && written >= limit) break;
    await untilAborted(answer.before?.(written) ?? nextTurn(), context.gone);
    await write(response, tokenLine(answer, context, index), context.gone);
    written += 1;
  }
  if (answer.ending !== "never") await untilAborted(answer.before?.(written) ?? nextTurn(), context.gone);
  const cut = limit !== undefined && written >= limit && answer.tokens.length >= limit;
  const doneReason = answer.doneReason ?? (cut ? "length" : "stop");
  await writeEnding(response, answer, context, { done_reason: doneReason, eval_count: written });
}

/** 0, 1, 2, ... once, or round and round for an answer that never ends. */
function* positions(answer: FakeTokens, count: number): Iterable<number> {
  if (count === 0) return;
  do {
    for (let index = 0; index < count; index += 1) yield index;
  } while (answer.ending === "never");
}

function tokenLine(answer: FakeTokens, context: AnswerContext, index: number): string {
  const text = answer.tokens[index] ?? "";
  const asked = context.wantsLogprobs && answer.logprobs !== undefined;
  const logprobs = asked
    ? { logprobs: [{ token: text, logprob: answer.logprobs[index], bytes: [...Buffer.from(text)] }] }
    : {};
  return line({ ...header(context), ...context.field(text), done: false, ...logprobs });
}

async function writeEnding(
  response: ServerResponse,
  answer: FakeTokens,
  context: AnswerContext,
  counted: Record<string, unknown>,
): Promise<void> {
  const { gone } = context;
  const final = (): string => finalLine(answer, context, counted);
  const ending: FakeEnding = answer.ending ?? "done";
  switch (ending) {
    case "done":
    case "never":
      response.end(final());
      return;
    case "done-twice":
      await write(response, final(), gone);
      await write(response, line({ ...header(context), ...context.field(" more"), done: false }), gone);
      response.end(final());
      return;
    case "no-final-record":
      response.end();
      return;
    case "error-line":
      response.end(line({ error: "an error was encountered while running the model: unexpected EOF" }));
      return;
    case "garbage":
      response.end("\u0000\u001b[31m}{ this is no JSON\n");
      return;
    case "huge-line": {
      const piece = "x".repeat(1024 * 1024);
      for (let count = 0; count < 64; count += 1) await write(response, piece, gone);
      response.end("\n");
      return;
    }
    case "cut":
      response.destroy();
      return;
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "stall":
      return;
    default:
      assertNever(ending);
  }
}

function finalLine(answer: FakeTokens, context: AnswerContext, counted: Record<string, unknown>): string {
  return line({
    ...header(context),
    ...context.field(""),
    done: true,
    total_duration: 610_034_249,
    load_duration: 429_219_189,
    prompt_eval_count: context.promptTokens,
    prompt_eval_duration: 86_847_083,
    eval_duration: 87_743_842,
    ...counted,
    ...answer.final,
  });
}

function header(context: AnswerContext): Record<string, unknown> {
  return { model: context.model, created_at: "2026-11-22T12:00:00.000000Z" };
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/** Waits until the piece has left, so that a reset cannot overtake it. */
function write(response: ServerResponse, piece: string | Uint8Array, gone: AbortSignal): Promise<void> {
  const left = new Promise<void>((resolve, reject) => {
    response.write(piece, (error) => (error ? reject(error) : resolve()));
  });
  left.catch(() => undefined);
  return untilAborted(left, gone);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
