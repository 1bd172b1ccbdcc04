import type { GenerateResponse } from "@compute-proxy/api/backend/v1";
import { type Clock, ProxyError, timeLimit, untilAborted } from "@compute-proxy/core";
import type { EngineHttp } from "./engine-http.js";
import { toBegin } from "./from-chunk.js";
import { type OllamaCall, toRenderCall } from "./to-request.js";
import { parseRenderedPrompt } from "./wire.js";

/** A question for a rendered prompt, on its way. Disposing it ends it. */
interface Rendering extends Disposable {
  /** What the engine said. Undefined when it did not, or not soon enough: the answer needs it in no way. */
  told(): Promise<GenerateResponse | undefined>;
}

/** Asks one engine how it renders prompts. */
export interface Renderings {
  /** Asks beside the generation, which waits for nothing. Without the model's digest nobody could use it: then nothing is asked. */
  ask(call: OllamaCall, modelDigest: string, signal: AbortSignal): Rendering;
}

/** Makes one. `patienceMs` bounds each `told`. An engine that was found not to know the question is not asked again. */
export function createRenderings(http: Pick<EngineHttp, "json">, clock: Clock, patienceMs: number): Renderings {
  let isKnown = true;

  const rendered = async (call: OllamaCall, signal: AbortSignal): Promise<string | undefined> => {
    const { prompt, raw } = call.body;
    if (raw === true && typeof prompt === "string") return prompt;
    if (!isKnown) return undefined;
    const { endpoint, body } = toRenderCall(call);
    const text = parseRenderedPrompt(await http.json(endpoint, body, signal));
    isKnown = text !== undefined;
    return text;
  };

  return {
    ask(call, modelDigest, signal) {
      const left = new AbortController();
      const asked = modelDigest === "" ? undefined : rendered(call, AbortSignal.any([signal, left.signal]));
      const answered = Promise.resolve(asked).catch(() => undefined);
      return {
        async told() {
          using limit = timeLimit(signal, patienceMs, clock, () => late(patienceMs));
          const text = await untilAborted(answered, limit.signal).catch(() => undefined);
          return text === undefined ? undefined : toBegin(text, modelDigest);
        },
        [Symbol.dispose]: () => left.abort(),
      };
    },
  };
}

function late(ms: number): ProxyError {
  return new ProxyError("engine-timeout", `did not tell the rendered prompt within ${ms} ms`);
}
