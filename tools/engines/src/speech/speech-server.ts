import type { EnginesHome } from "../engines-home.ts";
import type { Files } from "../files.ts";

/** What stands in config/local.yaml for a server of speech, beside its address. */
export interface SpeechBackend {
  readonly id: string;
  readonly type: "piper" | "whisper_cpp";
  readonly title: string;
  readonly hardware: "npu";
  readonly watts: number;
  readonly priority: number;
  /** From a name in the pipelines to the engine's name. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly model: string;
}

/** A program for speech that is started beside the ladder when it is installed. */
export interface SpeechServer {
  readonly backend: SpeechBackend;
  /** Preferred; another one is taken when it is not free. */
  readonly port: number;
  /** The variable by which tests find a server of their own. */
  readonly testVariable: `COMPUTE_PROXY_TEST_${string}`;
  /** How it is started; undefined when it is not installed. */
  find(home: EnginesHome, files: Files): InstalledSpeech | undefined;
  /** Whether one of these answers there. */
  answers(endpoint: string): Promise<boolean>;
}

/** An installed program with its model. */
export interface InstalledSpeech {
  readonly binary: string;
  /** Where its models lie. */
  readonly store: string;
  argumentsFor(port: number): readonly string[];
}
