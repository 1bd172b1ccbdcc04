import { throwIfAborted, untilAborted } from "@compute-proxy/core";
import { Agent, type Dispatcher, FormData } from "undici";
import { boundedText } from "./bounded-text.js";
import type { InferenceCall } from "./to-request.js";
import type { Refusal } from "./wire-error.js";

/** What came back: the body of a 200, or anything else. */
export type EngineAnswer =
  | { readonly kind: "body"; readonly text: string }
  | { readonly kind: "refusal"; readonly refusal: Refusal };

/** The engine over HTTP: the one place of this package that does input and output. Errors of undici pass as they are. */
export interface EngineHttp {
  /**
   * Posts a recording; without one, a form that the engine can only refuse. Takes as long as the signal lets it; an abort closes
   * the connection; whisper-server stops behind the window of 30 s that it works on.
   */
  inference(call: Pick<InferenceCall, "fields" | "wav"> | undefined, signal: AbortSignal): Promise<EngineAnswer>;
  /** Asks whether the engine is well. */
  health(signal: AbortSignal): Promise<EngineAnswer>;
  /** Ends every request. */
  close(): Promise<void>;
}

/** Error bodies are read to here; whisper-server's are far shorter. */
const longestErrorBody = 64 * 1024;

/** Makes one. The caller closes it. */
export function engineHttp(endpoint: string, connectMs: number): EngineHttp {
  const base = new URL(endpoint);
  const prefix = base.pathname.replace(/\/+$/u, "");
  const agent = new Agent({
    connect: { timeout: connectMs },
    // Ours is in charge: undici's defaults end every answer that takes longer than 300 s.
    headersTimeout: 0,
    bodyTimeout: 0,
    // A kept connection may be closed by the engine in the moment it is used again, and a POST must not be sent twice.
    pipelining: 0,
  });

  const send = async (path: string, form: FormData | undefined, outer: AbortSignal): Promise<EngineAnswer> => {
    throwIfAborted(outer);
    const request = new AbortController();
    const exchange = async (): Promise<EngineAnswer> => {
      const target = { origin: base.origin, path: `${prefix}${path}`, signal: request.signal };
      const headers = { accept: "application/json", "accept-encoding": "identity" };
      const response = await agent.request(
        form === undefined ? { ...target, headers, method: "GET" } : { ...target, headers, method: "POST", body: form },
      );
      // Without a listener, an abort between two reads would be an uncaught error.
      response.body.on("error", () => undefined);
      if (response.statusCode !== 200) return { kind: "refusal", refusal: await refusalOf(response) };
      return { kind: "body", text: await boundedText(response.body) };
    };
    try {
      return await untilAborted(exchange(), outer);
    } finally {
      request.abort();
    }
  };

  return {
    inference: (call, signal) => send("/inference", toForm(call), signal),
    health: (signal) => send("/health", undefined, signal),
    close: () => agent.destroy(),
  };
}

function toForm(call: Pick<InferenceCall, "fields" | "wav"> | undefined): FormData {
  const form = new FormData();
  for (const [name, value] of call?.fields ?? [["response_format", "json"]]) form.set(name, value);
  if (call) form.set("file", new Blob([Uint8Array.from(call.wav)], { type: "audio/wav" }), "audio.wav");
  return form;
}

async function refusalOf({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Refusal> {
  const text = await boundedText(body, longestErrorBody).catch(() => "");
  return { status: statusCode, headers, body: text };
}
