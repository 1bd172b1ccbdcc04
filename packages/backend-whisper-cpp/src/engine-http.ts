import type { EngineName } from "@compute-proxy/backend";
import { boundedText, createEngineClient, type EngineRequest, refusalText } from "@compute-proxy/backend/http";
import type { Clock } from "@compute-proxy/core";
import { toMultipart } from "./multipart.js";
import type { InferenceCall } from "./to-request.js";
import type { Refusal } from "./wire-error.js";

/** What came back: the body of a 200, or anything else. */
export type EngineAnswer =
  | { readonly kind: "body"; readonly text: string }
  | { readonly kind: "refusal"; readonly refusal: Refusal };

/** The engine over HTTP: the one place of this package that does input and output. Errors of the transport pass as they are. */
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

/** A form without a file. */
const emptyForm: ReadonlyArray<readonly [name: string, value: string]> = [["response_format", "json"]];

/** Makes one. The caller closes it. */
export function engineHttp(engine: EngineName, connectMs: number, clock: Clock): EngineHttp {
  const client = createEngineClient({ engine, clock, connectMs });
  const send = async (request: EngineRequest, signal: AbortSignal): Promise<EngineAnswer> => {
    using answer = await client.ask(request, { signal });
    const { status, headers } = answer;
    if (status === 200) return { kind: "body", text: await boundedText(answer) };
    return { kind: "refusal", refusal: { status, headers, body: await refusalText(answer) } };
  };
  return {
    inference: (call, signal) =>
      send({ path: "/inference", content: toMultipart(call?.fields ?? emptyForm, call?.wav) }, signal),
    health: (signal) => send({ path: "/health" }, signal),
    close: () => client.close(),
  };
}
