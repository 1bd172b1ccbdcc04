import type { Script } from "../step.js";
import { anywhere, type ScriptFault } from "./definition.js";

/** Refusals by status. */
export const statusFaults = {
  "http-400": refuses(400, "invalid options"),
  "http-401": refuses(401, "unauthorized"),
  "http-403": refuses(403, "forbidden"),
  "http-404": anywhere('404 with {"error": "model ... not found"}.', ({ answer }) => {
    const model = answer.kind === "text" ? answer.plan.model : "mock";
    return refusal(404, { error: `model '${model}' not found` });
  }),
  "http-429": anywhere(
    "429 with Retry-After of `seconds`.",
    ({ parameters }) => refusal(429, { error: "too many requests" }, { "retry-after": String(parameters.seconds) }),
    { seconds: 1 },
  ),
  "http-500": refuses(500, "llama runner process has terminated: exit status 2"),
  "http-502": refuses(502, "bad gateway"),
  "http-503": refuses(503, "service unavailable"),
  "http-504": refuses(504, "gateway timeout"),
  busy: anywhere("503 in Ollama's words for a full queue.", () =>
    refusal(503, { error: "server busy, please try again.  maximum pending requests exceeded" }),
  ),
} as const satisfies Record<string, ScriptFault>;

/** A refusal with a JSON body. */
export function* refusal(status: number, value: object, headers: Readonly<Record<string, string>> = {}): Script {
  const bytes = Buffer.from(JSON.stringify(value));
  const type = { "content-type": "application/json; charset=utf-8" };
  yield { kind: "head", status, headers: { ...type, ...headers }, length: bytes.length };
  yield { kind: "body", bytes };
  yield { kind: "end" };
}

function refuses(status: number, error: string): ScriptFault {
  return anywhere(`${status} with {"error": "${error}"}.`, () => refusal(status, { error }));
}
