/** A rung of the ladder that answered, weakest first in the header. */
export interface LoggedRung {
  readonly name: string;
  /** Id of the backend in the configuration. */
  readonly backend: string;
  /** The engine's name of the model. */
  readonly model: string;
  /** Digest of its weights; empty where the engine names none. */
  readonly digest: string;
  readonly engine: string;
  readonly engine_version: string;
  /** Configured power of the device. Absent: joules are not modelled. */
  readonly watts?: number;
  readonly hardware: string;
  /** The engine runs on other hardware than it stands for. */
  readonly emulated: boolean;
}

/** The first line of a log: what was asked, of whom, and where. */
export interface LogHeader {
  readonly kind: "header";
  readonly version: 1;
  /** ISO date of the first answer. */
  readonly date: string;
  readonly question_set: { readonly name: string; readonly digest: string; readonly count: number };
  readonly rungs: readonly LoggedRung[];
  readonly settings: {
    readonly temperature: 0;
    /** What was asked after each answer of all rungs but the last. Absent: no self-check was recorded. */
    readonly self_check?: string;
    /** Which model made the embeddings of the prompts. Absent: none were recorded. */
    readonly embedding_model?: string;
  };
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memory_gb: number; readonly load: string };
}

/** A token as text, and the natural logarithm of its probability. */
export type LoggedToken = readonly [token: string, logprob: number];

/** What a rung answered to a question. */
export interface LoggedAnswer {
  readonly kind: "answer";
  readonly question: string;
  readonly rung: string;
  readonly text: string;
  readonly tokens: readonly LoggedToken[];
  /** Absent for an answer without a token. */
  readonly ttft_ms?: number;
  readonly duration_ms: number;
  readonly finish_reason: string;
  readonly tokens_in: number;
  readonly tokens_out: number;
}

/** The one token with which a rung judged its own answer. */
export interface LoggedSelfCheck {
  readonly kind: "self-check";
  readonly question: string;
  readonly rung: string;
  readonly token: string;
  readonly logprob: number;
  readonly duration_ms: number;
}

/** A prompt as a vector, in whole numbers: only its direction counts. */
export interface LoggedEmbedding {
  readonly kind: "embedding";
  readonly question: string;
  readonly values: readonly number[];
}

/** A rung that gave no answer. */
export interface LoggedFailure {
  readonly kind: "failed";
  readonly question: string;
  readonly rung: string;
  /** The error's code. */
  readonly code: string;
}

export type LogEntry = LoggedAnswer | LoggedSelfCheck | LoggedEmbedding | LoggedFailure;

/** Recorded answers. */
export interface AnswerLog {
  readonly header: LogHeader;
  readonly entries: readonly LogEntry[];
}
