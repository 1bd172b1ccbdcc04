import { type MockEngine, type MockEngineOptions, startMockEngines } from "../start-mock-engines.js";
import { type RawConnection, openRaw } from "./exchange.js";

/** Engines and connections of one test. */
export interface Workbench {
  start(options?: MockEngineOptions): Promise<MockEngine>;
  connect(engine: MockEngine): RawConnection;
  /** Closes everything. */
  clear(): Promise<void>;
}

/** An empty one; the test clears it. */
export function createWorkbench(): Workbench {
  const closing: Array<() => unknown> = [];
  return {
    async start(options = {}) {
      const engine = await startMockEngines({ api: "all", ...options });
      closing.push(() => engine.close());
      return engine;
    },
    connect(engine) {
      const raw = openRaw(engine.url);
      closing.push(() => raw.socket.destroy());
      return raw;
    },
    async clear() {
      for (const close of closing.splice(0).toReversed()) await close();
    },
  };
}

/** The records of a body of lines. */
export function linesOf(text: string): ReadonlyArray<Record<string, unknown>> {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
