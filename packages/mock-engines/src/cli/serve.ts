import type { ApiName } from "../api-name.js";
import { type MockEngine, startMockEngines } from "../start-mock-engines.js";
import { portsOf, type ServeFlags } from "./flags.js";

/** Serves until SIGTERM or SIGINT. If one port is taken none is served, and it rejects. */
export async function serve(flags: ServeFlags, print: (text: string) => unknown): Promise<void> {
  const stopped = untilSignal();
  const running: Array<readonly [api: ApiName, engine: MockEngine]> = [];
  try {
    for (const [api, port] of portsOf(flags)) running.push([api, await start(api, port, flags)]);
    print(flags.json === true ? toJson(running) : toText(running));
    await stopped.promise;
  } finally {
    stopped.forget();
    for (const [, engine] of running) await engine.close();
  }
}

function start(api: ApiName, port: number, flags: ServeFlags): Promise<MockEngine> {
  const { host, tokens, seed, model: models } = flags;
  const { ttftMs, tokensPerSecond, tokensPerWrite, jitter } = flags;
  return startMockEngines({
    api,
    port,
    host,
    tokens,
    seed,
    models,
    pace: { ttftMs, tokensPerSecond, tokensPerWrite, jitter },
  });
}

function untilSignal(): { readonly promise: Promise<void>; readonly forget: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = (): void => resolve();
  const signals = ["SIGTERM", "SIGINT"] as const;
  for (const signal of signals) process.on(signal, stop);
  return {
    promise,
    forget: () => {
      for (const signal of signals) process.removeListener(signal, stop);
    },
  };
}

type Running = ReadonlyArray<readonly [api: ApiName, engine: MockEngine]>;

function toJson(running: Running): string {
  return `${JSON.stringify(Object.fromEntries(running.map(([api, { url }]) => [api, url])))}\n`;
}

function toText(running: Running): string {
  const lines = running.map(([api, { url }]) => `${api.padEnd(8)} ${url}\n`);
  return `${lines.join("")}Faults: a model named fault:<name>, or POST /__mock/faults. Stop with Ctrl-C.\n`;
}
