import { expect, test } from "@jest/globals";

import { ollamaEnvironment } from "./ollama-environment.ts";

test("a server of ours gets none of the person's own Ollama settings and keeps the rest", () => {
  const inherited = { PATH: "/bin", OLLAMA_ORIGINS: "*", OLLAMA_HOST: "0.0.0.0", EMPTY: undefined };

  const environment = ollamaEnvironment({ port: 11434, store: "/store", home: "/home" }, inherited);

  expect(environment).toMatchObject({ PATH: "/bin", OLLAMA_HOST: "127.0.0.1:11434", OLLAMA_NOPRUNE: "1" });
  expect(environment).not.toHaveProperty("OLLAMA_ORIGINS");
  expect(environment).not.toHaveProperty("EMPTY");
});
