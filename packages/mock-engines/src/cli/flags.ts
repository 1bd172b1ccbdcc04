import type { ApiName } from "../api-name.js";

/** Flags of `serve`. A port of 0 picks a free one; an engine without a port is not served. */
export interface ServeFlags {
  readonly ollama?: number;
  readonly whisper?: number;
  readonly piper?: number;
  readonly all?: number;
  readonly host: string;
  readonly tokensPerSecond: number;
  readonly ttftMs: number;
  readonly tokensPerWrite: number;
  readonly jitter: number;
  readonly tokens: number;
  readonly seed: number;
  readonly model: readonly string[];
  readonly json?: boolean;
}

/** What is served where. Nothing named: all of them on one free port. */
export function portsOf(flags: ServeFlags): ReadonlyArray<readonly [api: ApiName, port: number]> {
  const named = (["ollama", "whisper", "piper", "all"] as const).flatMap((api) => {
    const port = flags[api];
    return port === undefined ? [] : [[api, port] as const];
  });
  return named.length > 0 ? named : [["all", 0]];
}
