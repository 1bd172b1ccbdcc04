import { fileURLToPath } from "node:url";

import { EnginesError } from "../engines-error.ts";
import {
  engineInCache,
  engineOfPerson,
  hasEveryRung,
  runningServers,
  type Engine,
  type FoundServer,
} from "../find-engine.ts";
import type { Outcome } from "../install/install.ts";
import type { Workshop } from "../install/part.ts";
import { SPEECH_PARTS } from "../install/parts.ts";
import { isOurs, renderLocalConfig, type LocalBackend, type LocalSpeech } from "../local-config.ts";
import { MODELS, RUNGS, WANTED_MODELS } from "../rungs.ts";
import { ladderState } from "../serve/keep-running.ts";
import { startLadder } from "../serve/ladder.ts";
import { isSameProcess, linuxProcesses } from "../serve/processes.ts";
import { endpointOf } from "../serve/start-program.ts";
import { keepSpeechRunning } from "../serve/start-speech.ts";
import { readState } from "../serve/state-file.ts";
import { workshopOf, type Session } from "../session.ts";
import { renderTable } from "../table.ts";
import { writeWhole } from "../write-file.ts";
import { installEverything, partsTable, partsToJson, toJson } from "./install.ts";

const DEFAULT_CONFIG = fileURLToPath(new URL("../../../../config/local.yaml", import.meta.url));

type Choice =
  | { readonly kind: "start"; readonly engine: Engine; readonly outcomes: readonly Outcome[] }
  | { readonly kind: "share"; readonly server: FoundServer; readonly outcomes: readonly Outcome[] };

/** From nothing to running servers and a configuration that names them. Whatever is there already stays. */
export async function up(session: Session, json: boolean, config = DEFAULT_CONFIG): Promise<void> {
  const choice = await chooseEngine(await workshopOf(session), session);
  const backends = choice.kind === "start" ? await startBackends(choice.engine, session) : [shared(choice.server)];
  const speech = (await keepSpeechRunning(session)).map(({ speech: { backend }, server }) => ({
    backend,
    endpoint: endpointOf(server),
  }));
  const written = writeConfig(config, renderLocalConfig(backends, speech), session);
  const { outcomes } = choice;
  if (json) {
    const servers = [
      ...backends.map(({ rung, endpoint, models }) => ({ backend: rung.backend, endpoint, models })),
      ...speech.map(({ backend, endpoint }) => ({ backend: backend.id, endpoint, models: [backend.model] })),
    ];
    session.print(toJson({ home: session.home.root, parts: partsToJson(outcomes), servers, config, written }));
    return;
  }
  if (outcomes.length > 0) session.print(`${partsTable(outcomes, session)}\n`);
  session.print(
    renderTable(["backend", "endpoint", "model", "stands for"], [...backends.map(row), ...speech.map(speechRow)]),
  );
  session.print(`\nconfiguration: ${config}\nstop with: npm run engines -- stop\n`);
}

function row({ rung, endpoint, models }: LocalBackend): readonly string[] {
  return [rung.backend, endpoint, models[0] ?? "", `${rung.watts} W, emulated`];
}

function speechRow({ backend, endpoint }: LocalSpeech): readonly string[] {
  return [backend.id, endpoint, backend.model, `${backend.watts} W, emulated`];
}

async function chooseEngine(workshop: Workshop, session: Session): Promise<Choice> {
  const cached = engineInCache(session.home, session.files, workshop.installedOllama);
  if (cached === undefined || !hasEveryRung(cached.models)) {
    const own = engineOfPerson(session.environment, session.files, workshop.installedOllama);
    if (own !== undefined) {
      session.progress.say(`using the installed ${own.binary} with the models in ${own.store}`);
      return { kind: "start", engine: own, outcomes: await installEverything(workshop, SPEECH_PARTS) };
    }
    const server = await serverOfPerson(session);
    if (server !== undefined) {
      session.progress.say(`using the Ollama that runs at ${server.endpoint}`);
      return { kind: "share", server, outcomes: await installEverything(workshop, SPEECH_PARTS) };
    }
  }
  const outcomes = await installEverything(workshop);
  const engine = engineInCache(session.home, session.files, workshop.installedOllama);
  if (engine === undefined) throw new EnginesError("package-gone", "no model could be installed");
  return { kind: "start", engine, outcomes };
}

/** A running Ollama that is not ours and has the whole ladder. */
async function serverOfPerson({ environment, files, home }: Session): Promise<FoundServer | undefined> {
  const ours = readState(ladderState(home), files)
    .servers.filter((server) => isSameProcess(linuxProcesses, server))
    .map(endpointOf);
  const servers = await runningServers(environment);
  return servers.find(({ endpoint, models }) => !ours.includes(endpoint) && hasEveryRung(models));
}

async function startBackends(engine: Engine, session: Session): Promise<readonly LocalBackend[]> {
  const running = await startLadder(engine, RUNGS, session);
  return running.map(({ rung, server }) => ({
    rung,
    endpoint: endpointOf(server),
    models: [rung.model, ...engine.models.filter((model) => model === MODELS.embedding)],
  }));
}

/** One server can be one backend only: it takes the place of the smallest and answers with all its models. */
function shared({ endpoint, models }: FoundServer): LocalBackend {
  const [rung] = RUNGS;
  if (rung === undefined) throw new Error("there are no rungs");
  return { rung, endpoint, models: WANTED_MODELS.filter((model) => models.includes(model)) };
}

function writeConfig(path: string, text: string, { files, progress }: Session): boolean {
  const before = files.text(path);
  if (before !== undefined && !isOurs(before)) {
    progress.say(`${path} stays as it is: it was not written by us. Move it away to get a new one`);
    return false;
  }
  writeWhole(path, text);
  return true;
}
