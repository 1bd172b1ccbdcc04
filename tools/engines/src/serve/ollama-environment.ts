export interface OllamaSettings {
  readonly port: number;
  readonly store: string;
  /** Where Ollama keeps its key, instead of the person's home. */
  readonly home: string;
}

/**
 * The person's environment without their own Ollama settings, plus ours. Several servers share one store, so none may
 * tidy it up; nothing may go to a cloud; a model stays in memory and answers one question at a time.
 */
export function ollamaEnvironment(
  { port, store, home }: OllamaSettings,
  inherited: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && !name.startsWith("OLLAMA_")) kept[name] = value;
  }
  return {
    ...kept,
    HOME: home,
    OLLAMA_HOST: `127.0.0.1:${port}`,
    OLLAMA_MODELS: store,
    OLLAMA_NOPRUNE: "1",
    OLLAMA_NO_CLOUD: "1",
    OLLAMA_KEEP_ALIVE: "30m",
    OLLAMA_NUM_PARALLEL: "1",
    OLLAMA_MAX_LOADED_MODELS: "4",
  };
}
