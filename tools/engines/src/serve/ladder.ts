import type { Engine } from "../find-engine.ts";
import { ollamaVersion } from "../ollama-api.ts";
import type { Rung } from "../rungs.ts";
import type { Session } from "../session.ts";
import { keepRunning } from "./keep-running.ts";
import { startServer } from "./start-server.ts";
import type { RecordedServer } from "./state-file.ts";

export interface RunningRung {
  readonly rung: Rung;
  readonly server: RecordedServer;
}

/** Sees to it that every rung whose model is there has its server. Those that run already stay as they are. */
export async function startLadder(
  engine: Engine,
  rungs: readonly Rung[],
  session: Session,
): Promise<readonly RunningRung[]> {
  const running: RunningRung[] = [];
  for (const rung of rungs) {
    if (!engine.models.includes(rung.model)) {
      session.progress.say(`no server for ${rung.backend}: ${rung.model} is not there`);
      continue;
    }
    running.push({ rung, server: await serverFor(rung, engine, session) });
  }
  return running;
}

function serverFor(rung: Rung, engine: Engine, session: Session): Promise<RecordedServer> {
  const { binary, store } = engine;
  const home = session.home.ollama.root;
  return keepRunning(
    {
      name: rung.backend,
      port: rung.port,
      binary,
      store,
      model: rung.model,
      start: (port, log) => startServer({ ...engine, home, port, log }, session.signal),
      answers: async (endpoint) => (await ollamaVersion(endpoint)) !== undefined,
    },
    session,
  );
}
