import { EmbedResponse } from "@compute-proxy/api/backend/v1";
import { type ScriptedBackend, scriptedBackend } from "@compute-proxy/backend/testing";
import { untilAborted } from "@compute-proxy/core";
import { deferred } from "@compute-proxy/core/testing";

/** A backend that takes every call and never answers. */
export interface NeverAnswering {
  readonly backend: ScriptedBackend;
  /** Calls that have begun and not ended, of all kinds. */
  readonly open: () => number;
  /** Why each call ended, in order: codes of our errors. */
  readonly ended: readonly string[];
}

/** Makes one. */
export function neverAnswers(id: string): NeverAnswering {
  const forever = deferred();
  const ended: string[] = [];
  let open = 0;
  const hold = async (signal: AbortSignal): Promise<void> => {
    open += 1;
    try {
      await untilAborted(forever.promise, signal);
    } catch (error) {
      ended.push(String((error as { code?: unknown }).code));
      throw error;
    } finally {
      open -= 1;
    }
  };
  const scripted = scriptedBackend({ id }, () => ({}));
  return {
    open: () => open,
    ended,
    backend: {
      ...scripted,
      port: {
        ...scripted.port,
        async embed(_request, { signal }) {
          await hold(signal);
          return EmbedResponse.fromPartial({});
        },
        // oxlint-disable-next-line require-yield -- it never answers
        async *generate(_request, { signal }) {
          await hold(signal);
        },
      },
    },
  };
}
