import { jsonAnswer, type PlainAnswer } from "../answer.js";
import { textField } from "./text-records.js";
import type { TextEndpoint } from "./text-plan.js";

type Body = Readonly<Record<string, unknown>>;

/** Where an answer begins in the template of every mock model. */
const answerMark = "<|assistant|>";

/** The prompt in the template: `<|role|>content` for each turn. A last message of the assistant is left open. */
export function renderPrompt(body: Body, endpoint: TextEndpoint): string {
  const prompt = typeof body["prompt"] === "string" ? body["prompt"] : "";
  if (endpoint === "/api/generate") return body["raw"] === true ? prompt : `<|user|>${prompt}${answerMark}`;
  const messages = (Array.isArray(body["messages"]) ? body["messages"] : []).map((turn) => Object(turn) as Body);
  const text = messages.map(({ role, content }) => `<|${String(role)}|>${String(content)}`).join("");
  return messages.at(-1)?.["role"] === "assistant" ? text : text + answerMark;
}

/** What of the answer stands in a rendered prompt already. */
export function begunIn(rendered: string): string {
  const at = rendered.lastIndexOf(answerMark);
  return at < 0 ? "" : rendered.slice(at + answerMark.length);
}

/** Whether a request asks for its rendered prompt in place of an answer. */
export function asksRendering(body: Buffer): boolean {
  if (!body.includes("_debug_render_only")) return false;
  try {
    return Reflect.get(Object(JSON.parse(body.toString("utf8"))), "_debug_render_only") === true;
  } catch {
    return false;
  }
}

/** The answer to it. */
export function renderingAnswer(model: string, endpoint: TextEndpoint, rendered: string): PlainAnswer {
  return jsonAnswer({
    model,
    created_at: "2026-11-22T12:00:00.000000000Z",
    ...textField({ endpoint }, ""),
    done: false,
    _debug_info: { rendered_template: rendered },
  });
}
