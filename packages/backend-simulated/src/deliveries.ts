import type { Token } from "./answer.js";

/** What becomes visible when one more token has been generated: perhaps nothing yet. */
export interface Delivery {
  readonly text: string;
  /** Those whose first character is in the text. */
  readonly tokens: readonly Token[];
}

/** The deliveries, one for each generated token, and whether a stop text has ended them. */
export interface Delivered {
  readonly deliveries: readonly Delivery[];
  readonly stopped: boolean;
}

/** Sends whole tokens on as they come, but holds back what may become a stop text, and ends before one. */
export function deliver(tokens: readonly Token[], stop: readonly string[]): Delivered {
  const deliveries: Delivery[] = [];
  let held = "";
  let waiting: { readonly token: Token; readonly start: number }[] = [];
  const release = (length: number): void => {
    const tokensOut = waiting.filter(({ start }) => start < length).map(({ token }) => token);
    deliveries.push({ text: held.slice(0, length), tokens: tokensOut });
    waiting = waiting
      .filter(({ start }) => start >= length)
      .map(({ token, start }) => ({ token, start: start - length }));
    held = held.slice(length);
  };

  /** Nobody can go on from within a token by the ids of the tokens. */
  const wholeTokens = (length: number): number =>
    waiting.map(({ token, start }) => start + token.text.length).findLast((end) => end <= length) ?? 0;

  for (const [index, token] of tokens.entries()) {
    waiting.push({ token, start: held.length });
    held += token.text;
    const end = firstStop(held, stop);
    if (end !== undefined) {
      release(end);
      return { deliveries, stopped: true };
    }
    const sure = index === tokens.length - 1 ? held.length : held.length - heldBack(held, stop);
    release(wholeTokens(sure));
  }
  return { deliveries, stopped: false };
}

function firstStop(text: string, stop: readonly string[]): number | undefined {
  const found = stop.map((end) => text.indexOf(end)).filter((at) => at >= 0);
  return found.length === 0 ? undefined : Math.min(...found);
}

/** Length of the longest end of the text that begins a stop text. */
function heldBack(text: string, stop: readonly string[]): number {
  const lengths = stop.map((end) => {
    let length = Math.min(end.length - 1, text.length);
    while (!text.endsWith(end.slice(0, length))) length -= 1;
    return length;
  });
  return Math.max(0, ...lengths);
}
