import { piperServer } from "./piper-server.ts";
import type { SpeechServer } from "./speech-server.ts";
import { whisperServer } from "./whisper-server.ts";

/** The servers of speech, in the order of config/local.yaml. A new one is a file beside this one and a line here. */
export const SPEECH_SERVERS: readonly SpeechServer[] = [whisperServer, piperServer];
