import { homedir } from "node:os";
import { join, resolve } from "node:path";

import { PIPER_VOICE } from "./speech/piper-voice.ts";
import { WHISPER_MODEL } from "./speech/whisper-model.ts";

/** Where everything lies that is installed or written outside the repository. The names are shared with older caches. */
export interface EnginesHome {
  readonly root: string;
  readonly bin: string;
  readonly run: string;
  /** Marks what is being installed by whom. */
  readonly lock: string;
  readonly ollama: {
    readonly root: string;
    readonly binary: string;
    readonly stamp: string;
    readonly models: string;
    readonly downloads: string;
    readonly sources: string;
    readonly include: string;
    readonly licenses: string;
  };
  readonly grpcurl: string;
  /** Marks of what is installed, for parts that are more than one file. */
  readonly stamps: string;
  readonly piper: {
    /** Its virtual environment. */
    readonly root: string;
    readonly python: string;
    readonly voices: string;
    readonly voice: string;
  };
  readonly whisper: {
    readonly server: string;
    readonly quantize: string;
    readonly models: string;
    readonly model: string;
    readonly vadModel: string;
  };
}

/** `ENGINES_HOME`, or `~/.cache/compute-engines`. */
export function enginesHome(environment: Readonly<Record<string, string | undefined>>): EnginesHome {
  const configured = environment["ENGINES_HOME"];
  return enginesHomeAt(
    configured === undefined || configured === "" ? join(homedir(), ".cache", "compute-engines") : resolve(configured),
  );
}

export function enginesHomeAt(root: string): EnginesHome {
  const bin = join(root, "bin");
  const ollama = join(root, "ollama");
  return {
    root,
    bin,
    run: join(root, "run"),
    lock: join(root, "run", "install.lock"),
    ollama: {
      root: ollama,
      binary: join(bin, "ollama"),
      stamp: join(bin, ".ollama.stamp"),
      models: join(ollama, "models"),
      downloads: join(ollama, "downloads"),
      sources: join(ollama, "src"),
      include: join(ollama, "include"),
      licenses: join(ollama, "licenses"),
    },
    grpcurl: join(bin, "grpcurl"),
    stamps: join(root, "stamps"),
    piper: {
      root: join(root, "piper"),
      python: join(root, "piper", "bin", "python"),
      voices: join(root, "voices"),
      voice: join(root, "voices", `${PIPER_VOICE}.onnx`),
    },
    whisper: {
      server: join(bin, "whisper-server"),
      quantize: join(bin, "whisper-quantize"),
      models: join(root, "models"),
      model: join(root, "models", `ggml-${WHISPER_MODEL}-q8_0.bin`),
      vadModel: join(root, "models", "ggml-silero-v6.2.0.bin"),
    },
  };
}
