import { allMinilm } from "./all-minilm.ts";
import { grpcurl } from "./grpcurl.ts";
import { ollama } from "./ollama.ts";
import type { InstallPart } from "./part.ts";
import { piper } from "./piper.ts";
import { piperVoice } from "./piper-voice.ts";
import { qwenHalfBillion, qwenOneAndAHalfBillion } from "./qwen-coder.ts";
import { sileroVad } from "./silero-vad.ts";
import { smollm2 } from "./smollm2.ts";
import { whisperModel } from "./whisper-model.ts";
import { whisperServer } from "./whisper-server.ts";

/** Speech: as useful with an Ollama of the person's own as with ours. */
export const SPEECH_PARTS: readonly InstallPart[] = [whisperServer, whisperModel, sileroVad, piper, piperVoice];

/** Everything `install` installs, in this order. A new engine is a new file beside this one and a line here. */
export const INSTALL_PARTS: readonly InstallPart[] = [
  ollama,
  smollm2,
  qwenHalfBillion,
  qwenOneAndAHalfBillion,
  allMinilm,
  grpcurl,
  ...SPEECH_PARTS,
];
