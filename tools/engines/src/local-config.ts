import { MODELS, RUNGS, type Rung } from "./rungs.ts";
import type { SpeechBackend } from "./speech/speech-server.ts";

/** A backend of the configuration: which rung it is, where it listens, which of our models it has. */
export interface LocalBackend {
  readonly rung: Rung;
  readonly endpoint: string;
  readonly models: readonly string[];
}

/** A server of speech as a backend of the configuration. */
export interface LocalSpeech {
  readonly backend: SpeechBackend;
  readonly endpoint: string;
}

const MARK = "# Written by `npm run engines`";

/** False for a file a person wrote, or took over by removing the first line. */
export function isOurs(text: string): boolean {
  return text.includes(MARK);
}

/** The text of config/local.yaml. */
export function renderLocalConfig(backends: readonly LocalBackend[], speech: readonly LocalSpeech[]): string {
  const [first] = backends;
  return [
    "# yaml-language-server: $schema=../packages/config/schema/config.schema.json",
    `${MARK}, which replaces it each time. Remove this line to keep your own changes.`,
    "#",
    "# The hardware below is emulated: every server runs on the one CPU of this machine, and the size of its model",
    "# stands for the speed of the hardware. Watts, latency and speed are those of the hardware it stands for;",
    "# nothing here was measured. A smaller rung answers to the names of the larger models too, with its own.",
    "server: { host: 127.0.0.1, grpc_port: 50051 }",
    "backends:",
    ...backends.flatMap(backendLines),
    ...speech.flatMap(speechLines),
    ...(first === undefined
      ? []
      : [`routing: { default_backend: ${first.rung.backend}, fallback_strategy: next_best }`]),
    "pipelines: { enabled: true, config_file: pipelines.yaml }",
    "# Fitted to recorded answers of these very models, by digest; it says nothing of others.",
    "calibration: { file: calibration.real-ladder.json }",
    "",
  ].join("\n");
}

function backendLines({ rung, endpoint, models }: LocalBackend): readonly string[] {
  const texts = models.filter((model) => model !== MODELS.embedding);
  const embeds = models.includes(MODELS.embedding);
  return [
    `  - id: ${rung.backend}`,
    "    type: ollama",
    `    name: ${JSON.stringify(rung.title)}`,
    `    hardware: ${rung.hardware}`,
    `    endpoint: ${endpoint}`,
    "    emulated: true",
    `    characteristics: { power_watts: ${rung.watts}, avg_latency_ms: ${rung.latencyMs}, ` +
      `max_tokens_per_second: ${rung.tokensPerSecond}, priority: ${rung.priority} }`,
    "    models:",
    `      aliases: { ${aliases(texts).join(", ")} }`,
    `      supported: ${list([...texts, ...(embeds ? ["all-minilm*"] : [])])}`,
    `      preferred: ${list([...texts, ...(embeds ? [MODELS.embedding] : [])])}`,
  ];
}

function speechLines({ backend, endpoint }: LocalSpeech): readonly string[] {
  const { id, type, title, hardware, watts, priority, model } = backend;
  const names = Object.entries(backend.aliases).map(
    ([name, target]) => `${JSON.stringify(name)}: ${JSON.stringify(target)}`,
  );
  return [
    `  - id: ${id}`,
    `    type: ${type}`,
    `    name: ${JSON.stringify(title)}`,
    `    hardware: ${hardware}`,
    `    endpoint: ${endpoint}`,
    "    emulated: true",
    `    characteristics: { power_watts: ${watts}, priority: ${priority} }`,
    "    models:",
    `      aliases: { ${names.join(", ")} }`,
    `      preferred: ${list([model])}`,
  ];
}

/** Each name of the pipelines leads to the model that stands for it, or to the one this backend has. */
function aliases(texts: readonly string[]): readonly string[] {
  return RUNGS.flatMap(({ standsFor, model }) => {
    const target = texts.includes(model) ? model : texts[0];
    return target === undefined ? [] : [`${JSON.stringify(standsFor)}: ${JSON.stringify(target)}`];
  });
}

function list(names: readonly string[]): string {
  return `[${names.map((name) => JSON.stringify(name)).join(", ")}]`;
}
