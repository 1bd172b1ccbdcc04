import { logprobsOf } from "./logprobs.js";
import type { TextPlan } from "./text-plan.js";

/** The engine has no clock: the same request gets the same bytes. */
const createdAt = "2026-11-22T12:00:00.000000000Z";

const nsPerMs = 1e6;

/** Fields that a fault changes; undefined leaves one out. */
export type Changes = Readonly<Record<string, unknown>>;

/** A line of a stream, or the one body of an answer that is none. */
export type TextRecord = Readonly<Record<string, unknown>>;

/** One token of a stream. */
export function tokenRecord(plan: TextPlan, index: number, changes: Changes = {}): TextRecord {
  const logprobs = plan.logprobs ? { logprobs: logprobsOf(plan, plan.logprobs, index) } : {};
  return { ...beginning(plan, plan.tokens[index] ?? ""), done: false, ...logprobs, ...changes };
}

/** The end of a stream. */
export function finalRecord(plan: TextPlan, changes: Changes = {}): TextRecord {
  return { ...beginning(plan, ""), ...ending(plan), ...changes };
}

/** A whole answer in one record, for `stream: false`. */
export function wholeRecord(plan: TextPlan, changes: Changes = {}): TextRecord {
  const { logprobs } = plan;
  const all = logprobs ? { logprobs: plan.tokens.flatMap((_, index) => logprobsOf(plan, logprobs, index)) } : {};
  return { ...beginning(plan, plan.tokens.join("")), ...ending(plan), ...all, ...changes };
}

/** All records of an answer in order. */
export function recordsOf(plan: TextPlan): readonly TextRecord[] {
  return plan.stream
    ? [...plan.tokens.map((_, index) => tokenRecord(plan, index)), finalRecord(plan)]
    : [wholeRecord(plan)];
}

/** A record as a line. */
export function lineOf(record: TextRecord): Buffer {
  return Buffer.from(`${JSON.stringify(record)}\n`);
}

/** The field that holds the text, with this value in it. */
export function textField({ endpoint }: Pick<TextPlan, "endpoint">, text: unknown): Changes {
  return endpoint === "/api/chat" ? { message: { role: "assistant", content: text } } : { response: text };
}

function beginning(plan: TextPlan, text: string): TextRecord {
  return { model: plan.model, created_at: createdAt, ...textField(plan, text) };
}

/** Counters that are 0 are left out, as Ollama does. */
function ending({ endpoint, tokens, doneReason, promptTokens, raw, pace }: TextPlan): TextRecord {
  const done = { done: true, done_reason: doneReason };
  if (doneReason === "load" || doneReason === "unload") return done;
  const perToken = pace.tokensPerSecond === 0 ? 0.1 : 1000 / pace.tokensPerSecond;
  const [loadMs, promptMs] = [1, pace.ttftMs + 1];
  // The first token belongs to the reading of the prompt.
  const generateMs = perToken * Math.max(0, tokens.length - 1);
  const counters = {
    total_duration: (loadMs + promptMs + generateMs) * nsPerMs,
    load_duration: loadMs * nsPerMs,
    prompt_eval_count: promptTokens,
    prompt_eval_duration: promptMs * nsPerMs,
    eval_count: tokens.length,
    eval_duration: generateMs * nsPerMs,
  };
  const context = endpoint === "/api/chat" || raw ? {} : { context: contextOf(tokens.length) };
  const whole = Object.entries(counters).map(([name, value]) => [name, Math.round(value)] as const);
  return { ...done, ...context, ...Object.fromEntries(whole.filter(([, value]) => value !== 0)) };
}

/** Token ids that mean nothing: those of the template, and one a token. Kept, as they are long. */
function contextOf(count: number): readonly number[] {
  if (lastContext.length !== count + 4) lastContext = Array.from({ length: count + 4 }, (_, index) => index + 1);
  return lastContext;
}

let lastContext: readonly number[] = [];
