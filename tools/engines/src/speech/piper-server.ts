import { isRecord } from "../record.ts";
import { getJson } from "../get-json.ts";
import { PIPER_VOICE } from "./piper-voice.ts";
import type { SpeechServer } from "./speech-server.ts";

/** Piper with one voice. */
export const piperServer: SpeechServer = {
  backend: {
    id: "piper-npu",
    type: "piper",
    title: "Piper, standing for an NPU",
    hardware: "npu",
    watts: 3,
    priority: 1,
    aliases: { "piper-tts": PIPER_VOICE },
    model: PIPER_VOICE,
  },
  port: 5000,
  testVariable: "COMPUTE_PROXY_TEST_PIPER",

  find({ piper }, files) {
    const isThere = files.isExecutable(piper.python) && files.size(piper.voice) !== undefined;
    if (!isThere) return undefined;
    return {
      binary: piper.python,
      store: piper.voices,
      // Without --host it listens on every interface.
      argumentsFor: (port) =>
        ["-m", "piper.http_server", "--host", "127.0.0.1", "--port", String(port)].concat(
          ["--data-dir", piper.voices],
          ["-m", piper.voice],
        ),
    };
  },

  answers: async (endpoint) => {
    const voices = await getJson(`${endpoint}/voices`);
    return isRecord(voices) && PIPER_VOICE in voices;
  },
};
