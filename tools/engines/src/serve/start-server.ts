import { mkdirSync } from "node:fs";

import { ollamaVersion } from "../ollama-api.ts";
import { ollamaEnvironment, type OllamaSettings } from "./ollama-environment.ts";
import { startProgram, type Server } from "./start-program.ts";

const READY_LIMIT_MS = 30_000;

export interface ServerRequest extends OllamaSettings {
  readonly binary: string;
  readonly log: string;
}

/** Starts `ollama serve` and waits until it answers. */
export async function startServer(request: ServerRequest, signal: AbortSignal): Promise<Server> {
  mkdirSync(request.home, { recursive: true });
  const { binary, port, log } = request;
  return startProgram(
    {
      binary,
      arguments: ["serve"],
      environment: ollamaEnvironment(request),
      port,
      log,
      readyMs: READY_LIMIT_MS,
      answers: async (endpoint) => (await ollamaVersion(endpoint)) !== undefined,
    },
    signal,
  );
}
