import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { EnginesError } from "../engines-error.ts";
import { commandFailed, runCommand } from "../run-command.ts";
import { PIPER_VOICE } from "../speech/piper-voice.ts";
import { writeWhole } from "../write-file.ts";
import { packageGone, saysPackageIsGone } from "./package-gone.ts";
import { missing, present, type InstallPart, type Workshop } from "./part.ts";

const VERSION = "1.8.0";
const REQUIREMENT = `piper-tts[http]==${VERSION}`;

/** Older caches have one mark for program and voice together. */
export const PIPER_STAMP_OF_BOTH = `piper-${VERSION}-${PIPER_VOICE}`;
const STAMP = `piper-${VERSION}`;

/** Text to speech, in a virtual environment of its own: it is GPL, and runs as a process apart. */
export const piper: InstallPart = {
  name: "piper",
  licence: "GPL-3.0-or-later (runs as a separate process)",
  source: `PyPI ${REQUIREMENT}`,
  downloadMegabytes: 77,
  tools: ["python3"],
  requires: [],
  optional: true,

  async find({ files, home }) {
    const isMarked = [STAMP, PIPER_STAMP_OF_BOTH].some((stamp) => files.size(join(home.stamps, stamp)) !== undefined);
    return isMarked && files.isExecutable(home.piper.python) ? present : missing(`no ${REQUIREMENT}`);
  },

  async install(workshop) {
    const { home } = workshop;
    await inPython(workshop, "make a virtual environment", "python3", ["-m", "venv", home.piper.root]);
    const options = "-m pip install -q --no-input --disable-pip-version-check --only-binary=:all:".split(" ");
    await inPython(workshop, `pip install ${REQUIREMENT}`, home.piper.python, [...options, REQUIREMENT]);
    mkdirSync(home.ollama.licenses, { recursive: true });
    copyFileSync(join(home.piper.root, "COPYING"), join(home.ollama.licenses, "piper.COPYING"));
    mkdirSync(home.stamps, { recursive: true });
    writeWhole(join(home.stamps, STAMP), "");
  },
};

async function inPython(workshop: Workshop, what: string, program: string, words: readonly string[]): Promise<void> {
  const { log, progress, signal } = workshop;
  progress.say(`    ${what}`);
  const command = { what, program, arguments: words, log };
  const { code, output } = await runCommand(command, progress, signal);
  if (code === 0) return;
  if (saysPackageIsGone(output)) throw packageGone(REQUIREMENT);
  if (/ensurepip is not available|No module named (venv|ensurepip)/.test(output)) {
    throw new EnginesError("missing-tool", "python3 cannot make virtual environments: install python3-venv");
  }
  throw commandFailed(command, code, output);
}
