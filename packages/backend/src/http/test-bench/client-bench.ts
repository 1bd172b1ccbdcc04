import { runningClock } from "@compute-proxy/core/testing";
import { boundedText } from "../bounded-text.js";
import type { ConnectorParts } from "../connector.js";
import { createEngineClient, type EngineClient, type EngineScope } from "../engine-client.js";
import { type Script, type ScriptedServer, startScriptedServer } from "./scripted-server.js";

/** Clients and servers of one test. */
export interface ClientBench {
  server(script: Script): Promise<ScriptedServer>;
  client(port: number, rest?: ClientRest): EngineClient;
  /** Closes everything. */
  clear(): Promise<void>;
}

interface ClientRest extends Partial<ConnectorParts> {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Of the endpoint. */
  readonly path?: string;
}

/** An empty one; the test clears it. */
export function createClientBench(): ClientBench {
  const closing: Array<() => Promise<void>> = [];
  return {
    async server(script) {
      const server = await startScriptedServer(script);
      closing.push(() => server.close());
      return server;
    },
    client(port, { host = "127.0.0.1", path = "", ...rest } = {}) {
      const engine = { program: "Engine", id: "npu", endpoint: `http://${host}:${port}${path}` };
      const client = createEngineClient({ engine, clock: runningClock, connectMs: 2_000, ...rest });
      closing.push(() => client.close());
      return client;
    },
    async clear() {
      for (const close of closing.splice(0).toReversed()) await close();
    },
  };
}

/** The whole body of the answer to a POST. */
export async function textFrom(client: EngineClient, scope: Partial<EngineScope> = {}): Promise<string> {
  const content = { type: "application/json", body: "{}" };
  using answer = await client.ask({ path: "/api", content }, { signal: new AbortController().signal, ...scope });
  return await boundedText(answer);
}
