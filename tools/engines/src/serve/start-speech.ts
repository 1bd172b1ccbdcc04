import type { Session } from "../session.ts";
import type { InstalledSpeech, SpeechServer } from "../speech/speech-server.ts";
import { SPEECH_SERVERS } from "../speech/speech-servers.ts";
import { keepRunning } from "./keep-running.ts";
import { startProgram, type Server } from "./start-program.ts";
import type { RecordedServer } from "./state-file.ts";

/** Loading a voice took 12 s on a busy machine. */
const READY_LIMIT_MS = 60_000;

export interface RunningSpeech {
  readonly speech: SpeechServer;
  readonly server: RecordedServer;
}

/** A program for speech that is in the cache. */
export interface FoundSpeech {
  readonly speech: SpeechServer;
  readonly installed: InstalledSpeech;
}

/** Sees to it that every installed program for speech runs. Those that run already stay as they are. */
export async function keepSpeechRunning(session: Session): Promise<readonly RunningSpeech[]> {
  const running: RunningSpeech[] = [];
  for (const { speech, installed } of installedSpeech(session)) {
    const { backend, port, answers } = speech;
    const { binary, store } = installed;
    const start = (free: number, log: string) => startSpeech(speech, installed, free, log, session);
    const wanted = { name: backend.id, port, binary, store, model: backend.model, start, answers };
    running.push({ speech, server: await keepRunning(wanted, session) });
  }
  return running;
}

/** The programs for speech that are in the cache. */
export function installedSpeech({ home, files }: Session): readonly FoundSpeech[] {
  return SPEECH_SERVERS.flatMap((speech) => {
    const installed = speech.find(home, files);
    return installed === undefined ? [] : [{ speech, installed }];
  });
}

/** Starts one at a port. The caller stops it. */
export function startSpeech(
  { answers }: SpeechServer,
  { binary, store, argumentsFor }: InstalledSpeech,
  port: number,
  log: string,
  { environment, signal }: Session,
): Promise<Server> {
  const words = argumentsFor(port);
  return startProgram(
    // Its own folder, because Piper also speaks with what voices lie where it was started.
    { binary, arguments: words, environment, directory: store, port, log, readyMs: READY_LIMIT_MS, answers },
    signal,
  );
}
