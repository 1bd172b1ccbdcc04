import { type ProxyError, untilAborted } from "@compute-proxy/core";

/** Sentences of a text that may still be growing, readable from the beginning as often as an attempt begins. */
export interface SentenceFeed {
  /** Reads all. Those to come are waited for within `rest`. Throws the error that the feed failed with. */
  read(signal: AbortSignal, rest: Rest): AsyncIterable<string>;
}

/** Waits with what it is given, which resolves with whether there is more to do. */
type Rest = (untilNext: () => Promise<boolean>) => Promise<void>;

/** A feed that somebody fills. */
export interface OpenSentenceFeed extends SentenceFeed {
  add(sentences: readonly string[]): void;
  end(error?: ProxyError): void;
  /** Resolves as soon as there is a sentence, or the feed has ended. */
  readonly begun: Promise<void>;
  /** Whether a sentence ever came. */
  isEmpty(): boolean;
}

/** Makes one. It holds no more than the text that goes through it, whose length the stage above limits. */
export function openSentenceFeed(): OpenSentenceFeed {
  const sentences: string[] = [];
  const begun = Promise.withResolvers<void>();
  let ended: { readonly error: ProxyError | undefined } | undefined;
  let wake = Promise.withResolvers<void>();
  const change = (): void => {
    if (sentences.length > 0 || ended) begun.resolve();
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  return {
    begun: begun.promise,
    isEmpty: () => sentences.length === 0,
    add(more) {
      sentences.push(...more);
      change();
    },
    end(error) {
      ended ??= { error };
      change();
    },
    async *read(signal, rest) {
      let index = 0;
      const untilNext = async (): Promise<boolean> => {
        for (;;) {
          if (index < sentences.length) return true;
          if (ended) return false;
          await untilAborted(wake.promise, signal);
        }
      };
      for (;;) {
        const sentence = sentences[index];
        if (sentence !== undefined) {
          index += 1;
          yield sentence;
        } else if (ended) {
          if (ended.error) throw ended.error;
          return;
        } else {
          await rest(untilNext);
        }
      }
    },
  };
}
