import { join } from "node:path";

import type { EnginesHome } from "../engines-home.ts";
import type { Engine } from "../find-engine.ts";
import { ollamaVersion } from "../ollama-api.ts";
import type { Rung } from "../rungs.ts";
import type { Session } from "../session.ts";
import { freePort } from "./free-port.ts";
import { isSameProcess, linuxProcesses } from "./processes.ts";
import { endpointOf, startServer } from "./start-server.ts";
import { readState, writeState, type RecordedServer } from "./state-file.ts";
import { stopServer } from "./stop-server.ts";

export interface RunningRung {
  readonly rung: Rung;
  readonly server: RecordedServer;
}

export function ladderState(home: EnginesHome): string {
  return join(home.run, "state.json");
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

async function serverFor(rung: Rung, engine: Engine, session: Session): Promise<RecordedServer> {
  const { home, files, progress, signal } = session;
  const path = ladderState(home);
  const { servers } = readState(path, files);
  const recorded = servers.find(({ name }) => name === rung.backend);
  if (recorded !== undefined) {
    if (await isUsable(recorded, engine)) {
      progress.say(`running: ${rung.backend} on port ${recorded.port}, process ${recorded.pid}`);
      return recorded;
    }
    await stopServer(recorded, linuxProcesses);
  }
  const port = await freePort(rung.port);
  const log = join(home.run, `${rung.backend}.log`);
  const server = await startServer({ ...engine, home: home.ollama.root, port, log }, signal);
  const started: RecordedServer = { ...server, name: rung.backend, store: engine.store };
  writeState(path, { servers: [...servers.filter(({ name }) => name !== rung.backend), started] });
  const instead = port === rung.port ? "" : ` (${rung.port} is taken)`;
  progress.say(`started: ${rung.backend} on port ${port}${instead}, process ${server.pid}, ${rung.model}`);
  return started;
}

async function isUsable(server: RecordedServer, { binary, store }: Engine): Promise<boolean> {
  return (
    server.binary === binary &&
    server.store === store &&
    isSameProcess(linuxProcesses, server) &&
    (await ollamaVersion(endpointOf(server))) !== undefined
  );
}
