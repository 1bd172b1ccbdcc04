import { GenerateRequest } from "@compute-proxy/api/backend/v1";
import type { EnginePiece } from "../accept-text.js";
import type { ContinuationRequest } from "../continuation-request.js";
import type { Rendering } from "../ledger.js";

/** A generation that is the same on every backend, and how it is delivered. */
export interface Script {
  /** The model's whole answer. A token may end within a character. */
  readonly tokens: readonly string[];
  readonly stops: readonly string[];
  readonly maxTokens: number | undefined;
  /** Tokens of each piece, over and over. */
  readonly pieceTokens: readonly number[];
  /** Whether each piece is provisional, over and over. */
  readonly provisional: readonly boolean[];
  /** Whether the engine ends at a stop string by itself, as real ones do, or writes on. */
  readonly stopsItself: boolean;
}

export const rendering: Rendering = { template: "t", text: "<user>Hi<assistant>", tokenizer: "v", tokenIds: [-1, -2] };

/** The request of a script's generation. */
export function requestOf({ stops, maxTokens }: Script): GenerateRequest {
  return GenerateRequest.fromPartial({
    model: "m",
    prompt: "Hi",
    options: { stop: [...stops], maxTokens, temperature: 0 },
  });
}

/** What the client must get, worked out without any of the code under test. */
export function wholeAnswer({ tokens, stops, maxTokens }: Script): string {
  return beforeStop(tokens.slice(0, maxTokens).join("").toWellFormed(), stops);
}

/** The pieces of an engine that is asked to begin, or to go on. */
export function piecesOf(
  script: Script,
  asked: Extract<ContinuationRequest, { kind: "ask" }> | undefined,
): EnginePiece[] {
  const written = tokensFrom(script.tokens, asked ? positionOf(script, asked.input) : 0);
  const limited = written.slice(0, asked ? asked.options.maxTokens : script.maxTokens);
  const own = script.stopsItself ? untilStop(limited, script.stops) : limited;
  const pieces: EnginePiece[] = [];
  for (let at = 0; at < own.length;) {
    const turn = pieces.length;
    const group = own.slice(at, at + (script.pieceTokens[turn % script.pieceTokens.length] ?? 1));
    at += group.length;
    pieces.push({
      text: group.map(({ text }) => text).join(""),
      tokens: group.length,
      tokenIds: group.map(({ id }) => id),
      provisional: script.provisional[turn % script.provisional.length] ?? false,
    });
  }
  return pieces;
}

interface Token {
  readonly id: number;
  readonly text: string;
}

/** How much of its own answer an engine is shown. */
function positionOf({ tokens }: Script, input: Extract<ContinuationRequest, { kind: "ask" }>["input"]): number {
  switch (input.kind) {
    case "token-ids":
      return tokens.slice(0, input.ids.length - (rendering.tokenIds?.length ?? 0)).join("").length;
    case "raw":
      return input.prompt.length - rendering.text.length;
    case "prefill":
      return input.messages.at(-1)?.content.length ?? 0;
    case "restart":
      return 0;
  }
}

/** The rest of an answer: what is left of the token at a position, and the tokens after it. */
function tokensFrom(tokens: readonly string[], position: number): Token[] {
  let at = 0;
  return tokens.flatMap((token, id) => {
    const text = token.slice(Math.max(0, position - at));
    at += token.length;
    return at > position ? [{ id, text }] : [];
  });
}

function untilStop(tokens: readonly Token[], stops: readonly string[]): Token[] {
  let left = beforeStop(tokens.map(({ text }) => text).join(""), stops).length;
  return tokens.flatMap(({ id, text }) => {
    const kept = text.slice(0, left);
    left -= kept.length;
    return kept === "" ? [] : [{ id, text: kept }];
  });
}

function beforeStop(text: string, stops: readonly string[]): string {
  for (let end = 1; end <= text.length; end += 1) {
    const starts = stops.filter((stop) => text.slice(0, end).endsWith(stop)).map((stop) => end - stop.length);
    if (starts.length > 0) return text.slice(0, Math.min(...starts));
  }
  return text;
}
