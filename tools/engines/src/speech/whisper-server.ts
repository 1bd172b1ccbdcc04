import { availableParallelism } from "node:os";

import { getJson } from "../get-json.ts";
import { isRecord } from "../record.ts";
import type { SpeechServer } from "./speech-server.ts";
import { WHISPER_MODEL } from "./whisper-model.ts";

/** More does not make it faster: they share what the other servers leave. */
const MOST_THREADS = 4;

/** whisper-server with one model. */
export const whisperServer: SpeechServer = {
  backend: {
    id: "whisper-npu",
    type: "whisper_cpp",
    title: "whisper.cpp, standing for an NPU",
    hardware: "npu",
    watts: 3,
    priority: 1,
    aliases: { "whisper-tiny": WHISPER_MODEL },
    model: WHISPER_MODEL,
  },
  // Its own default is 8080, which is ours for HTTP.
  port: 8178,
  testVariable: "COMPUTE_PROXY_TEST_WHISPER",

  find({ whisper }, files) {
    const isThere = files.isExecutable(whisper.server) && files.size(whisper.model) !== undefined;
    if (!isThere) return undefined;
    const vad = files.size(whisper.vadModel) === undefined ? [] : ["-vm", whisper.vadModel];
    const threads = String(Math.min(MOST_THREADS, availableParallelism()));
    return {
      binary: whisper.server,
      store: whisper.models,
      argumentsFor: (port) =>
        ["--host", "127.0.0.1", "--port", String(port), "-t", threads, "-m", whisper.model].concat(vad),
    };
  },

  // It listens as soon as its model is loaded, and has nothing else to be known by.
  answers: async (endpoint) => {
    const health = await getJson(`${endpoint}/health`);
    return isRecord(health) && health["status"] === "ok";
  },
};
