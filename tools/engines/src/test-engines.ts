import { rmSync } from "node:fs";

import { engineInCache, engineOfPerson, type Engine } from "./find-engine.ts";
import { ollamaModels } from "./ollama-api.ts";
import { stopAbandoned, testLog, testState } from "./serve/abandoned.ts";
import { freePort } from "./serve/free-port.ts";
import { linuxProcesses } from "./serve/processes.ts";
import { endpointOf } from "./serve/start-program.ts";
import { startServer } from "./serve/start-server.ts";
import { type FoundSpeech, installedSpeech, startSpeech } from "./serve/start-speech.ts";
import { writeState, type RecordedServer } from "./serve/state-file.ts";
import { stopServer } from "./serve/stop-server.ts";
import { workshopOf, type Session } from "./session.ts";
import { decideTestEngines, NOT_INSTALLED } from "./test-engines-decision.ts";
import { installEverything } from "./verbs/install.ts";

/** Real engines for one test run, and the variables by which the tests find them. */
export interface TestEngines {
  readonly environment: Readonly<Record<string, string>>;
  /** Why there are none; the environment says so too. */
  readonly skipReason: string | undefined;
  stop(): Promise<void>;
}

/** Servers of our own, three Ollamas and what is installed for speech, apart from any that run. The caller stops them; a killed caller's are stopped next time. */
export async function startTestEngines(session: Session): Promise<TestEngines> {
  const found = await findOrInstall(session);
  if (typeof found === "string") {
    return { environment: { COMPUTE_PROXY_TEST_SKIP_REASON: found }, skipReason: found, stop: async () => {} };
  }
  const { files, home, progress } = session;
  await stopAbandoned(home, files, linuxProcesses);
  const record = testState(home, process.pid);
  const servers: RecordedServer[] = [];
  const stop = async () => {
    await Promise.all(servers.map((server) => stopServer(server, linuxProcesses)));
    rmSync(record, { force: true });
  };
  /** Each is recorded as soon as it runs: a killed owner's servers are found by it. */
  const add = (server: RecordedServer) => {
    servers.push(server);
    writeState(record, { ...ownerOf(process.pid), servers });
  };
  try {
    for (const name of ["test-1", "test-2", "test-3"]) {
      add(await startTestServer(name, found, session));
    }
    const endpoints = servers.map(endpointOf);
    const spoken: Record<string, string> = {};
    for (const program of installedSpeech(session)) {
      const server = await startTestSpeech(program, session);
      add(server);
      spoken[program.speech.testVariable] = endpointOf(server);
    }
    progress.say(`test engines: ${servers.map(endpointOf).join(", ")}`);
    const program = { COMPUTE_PROXY_TEST_OLLAMA_BINARY: found.binary, COMPUTE_PROXY_TEST_OLLAMA_STORE: found.store };
    const environment = { ...(await testEnvironment(endpoints, session)), ...program, ...spoken };
    return { environment, skipReason: undefined, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The engine, or the reason why there is none. */
async function findOrInstall(session: Session): Promise<Engine | string> {
  if (process.platform !== "linux") return "real engines need Linux";
  const { environment, files, home } = session;
  const workshop = await workshopOf(session);
  const find = () =>
    engineInCache(home, files, workshop.installedOllama) ??
    engineOfPerson(environment, files, workshop.installedOllama);

  const decision = decideTestEngines(environment, find() !== undefined);
  if (decision.kind === "none") return decision.because;
  if (decision.kind === "install") {
    await installEverything(workshop);
  }
  return find() ?? NOT_INSTALLED;
}

async function startTestServer(name: string, engine: Engine, { home, signal }: Session): Promise<RecordedServer> {
  const log = testLog(home, process.pid, name);
  const server = await startServer({ ...engine, home: home.ollama.root, port: await freePort(), log }, signal);
  return { ...server, name, store: engine.store };
}

async function startTestSpeech({ speech, installed }: FoundSpeech, session: Session): Promise<RecordedServer> {
  const name = `test-${speech.backend.id}`;
  const log = testLog(session.home, process.pid, name);
  const server = await startSpeech(speech, installed, await freePort(), log, session);
  return { ...server, name, store: installed.store };
}

function ownerOf(pid: number): { readonly owner?: { readonly pid: number; readonly startedAt: string } } {
  const startedAt = linuxProcesses.startedAt(pid);
  return startedAt === undefined ? {} : { owner: { pid, startedAt } };
}

async function testEnvironment(
  [first = "", second = "", third = ""]: readonly string[],
  { files, home }: Session,
): Promise<Readonly<Record<string, string>>> {
  const grpcurl = files.isExecutable(home.grpcurl) ? home.grpcurl : files.onPath("grpcurl");
  return {
    COMPUTE_PROXY_TEST_OLLAMA: first,
    COMPUTE_PROXY_TEST_OLLAMA_2: second,
    COMPUTE_PROXY_TEST_OLLAMA_3: third,
    COMPUTE_PROXY_TEST_OLLAMA_MODELS: (await ollamaModels(first)).join(","),
    ...(grpcurl === undefined ? {} : { COMPUTE_PROXY_TEST_GRPCURL: grpcurl }),
  };
}
