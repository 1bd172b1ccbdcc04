import { join } from "node:path";

import type { EnginesHome } from "../engines-home.ts";
import type { Session } from "../session.ts";
import { freePort } from "./free-port.ts";
import { isSameProcess, linuxProcesses } from "./processes.ts";
import { endpointOf, type Server } from "./start-program.ts";
import { readState, writeState, type RecordedServer } from "./state-file.ts";
import { stopServer } from "./stop-server.ts";

/** A server that is to run until `stop`. */
export interface WantedServer {
  /** Id of its backend. */
  readonly name: string;
  /** Another one is taken when this is not free. */
  readonly port: number;
  readonly binary: string;
  /** Where its models lie. */
  readonly store: string;
  /** For the person who waits: what it serves. */
  readonly model: string;
  start(port: number, log: string): Promise<Server>;
  answers(endpoint: string): Promise<boolean>;
}

/** Where the servers that run until `stop` are written down. */
export function ladderState(home: EnginesHome): string {
  return join(home.run, "state.json");
}

/** The server as it runs since an earlier call, if it is the same program with the same models; else a new one. */
export async function keepRunning(wanted: WantedServer, session: Session): Promise<RecordedServer> {
  const { home, files, progress } = session;
  const path = ladderState(home);
  const { servers } = readState(path, files);
  const recorded = servers.find(({ name }) => name === wanted.name);
  if (recorded !== undefined) {
    if (await isUsable(recorded, wanted)) {
      progress.say(`running: ${wanted.name} on port ${recorded.port}, process ${recorded.pid}`);
      return recorded;
    }
    await stopServer(recorded, linuxProcesses);
  }
  const port = await freePort(wanted.port);
  const server = await wanted.start(port, join(home.run, `${wanted.name}.log`));
  const started: RecordedServer = { ...server, name: wanted.name, store: wanted.store };
  writeState(path, { servers: [...servers.filter(({ name }) => name !== wanted.name), started] });
  const instead = port === wanted.port ? "" : ` (${wanted.port} is taken)`;
  progress.say(`started: ${wanted.name} on port ${port}${instead}, process ${server.pid}, ${wanted.model}`);
  return started;
}

async function isUsable(server: RecordedServer, { binary, store, answers }: WantedServer): Promise<boolean> {
  return (
    server.binary === binary &&
    server.store === store &&
    isSameProcess(linuxProcesses, server) &&
    (await answers(endpointOf(server)))
  );
}
