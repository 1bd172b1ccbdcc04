import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { flawOfModel } from "../model-store.ts";
import { mustRun } from "../run-command.ts";
import { ollamaEnvironment } from "../serve/ollama-environment.ts";
import { startServer } from "../serve/start-server.ts";
import { stopServer } from "../serve/stop-server.ts";
import { freePort } from "../serve/free-port.ts";
import { linuxProcesses } from "../serve/processes.ts";
import { writeWhole } from "../write-file.ts";
import { missing, present, type Finding, type Surroundings, type Workshop } from "./part.ts";

/** How a model gets from downloaded files into the store. */
export interface ModelRecipe {
  readonly model: string;
  /** Name of the Modelfile as it lies beside the sources. */
  readonly modelfile: string;
  readonly text: string;
  /** File among Ollama's things that says what the model was made from. */
  readonly stamp: string;
  /** Checksum of the weights as the store keeps them; not known when Ollama converts them. */
  readonly weights?: string;
  readonly stampNamesWeights: boolean;
}

export function modelfileTemplate(name: string): string {
  return readFileSync(new URL(`../../modelfiles/${name}`, import.meta.url), "utf8");
}

export async function findModel(recipe: ModelRecipe, { files, home }: Surroundings): Promise<Finding> {
  if (files.text(join(home.ollama.root, recipe.stamp))?.trim() !== wantedStamp(recipe)) {
    return missing("not made yet, or made from something else");
  }
  const flaw = await flawOfModel(recipe.model, home.ollama.models, files, recipe.weights);
  return flaw === undefined ? present : missing(flaw);
}

/** Runs `ollama create` against a server of its own. The sources must lie where the Modelfile says. */
export async function createModel(recipe: ModelRecipe, workshop: Workshop): Promise<void> {
  const { files, home, installedOllama, log, progress, signal } = workshop;
  const binary = files.isExecutable(home.ollama.binary) ? home.ollama.binary : (installedOllama ?? "ollama");
  writeWhole(join(home.ollama.sources, recipe.modelfile), recipe.text);

  const port = await freePort();
  const settings = { binary, store: home.ollama.models, home: home.ollama.root, port };
  const server = await startServer({ ...settings, log: join(home.run, "install-serve.log") }, signal);
  try {
    await mustRun(
      {
        what: `ollama create ${recipe.model}`,
        program: binary,
        arguments: ["create", recipe.model, "-f", recipe.modelfile],
        directory: home.ollama.sources,
        environment: ollamaEnvironment(settings),
        log,
      },
      progress,
      signal,
    );
  } finally {
    await stopServer(server, linuxProcesses);
  }
  writeWhole(join(home.ollama.root, recipe.stamp), `${wantedStamp(recipe)}\n`);
}

function wantedStamp({ text, weights, stampNamesWeights }: ModelRecipe): string {
  const sum = createHash("sha256").update(text).digest("hex");
  return stampNamesWeights ? `${sum} ${weights ?? ""}` : sum;
}
