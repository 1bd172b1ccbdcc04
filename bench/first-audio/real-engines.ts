import { type Engines, models } from "./engines.ts";

/** The engines that the environment names. Throws with the names that are missing. */
export function realEngines(environment: NodeJS.ProcessEnv): Engines {
  const missing: string[] = [];
  const url = (name: string): string => {
    const value = environment[name];
    if (value === undefined) missing.push(name);
    return value ?? "";
  };
  const engines = {
    whisper: url("COMPUTE_PROXY_TEST_WHISPER"),
    ollama: url("COMPUTE_PROXY_TEST_OLLAMA"),
    piper: url("COMPUTE_PROXY_TEST_PIPER"),
  };
  if (missing.length > 0) {
    throw new Error(
      `--real: ${missing.join(", ")} not set; run: node tools/engines/src/cli.ts with -- node bench/first-audio.ts --real`,
    );
  }
  return {
    ...engines,
    description: `real engines, which share the processor of this machine: whisper.cpp (${models.whisper}), Ollama (${models.ollama}) and Piper (${models.piper})`,
    close: async () => {},
  };
}
