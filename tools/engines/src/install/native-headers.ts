import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { EnginesError } from "../engines-error.ts";
import { commandFailed, mustRun, runCommand } from "../run-command.ts";
import { downloadPinned, type PinnedFile } from "./download-pinned.ts";
import { packageGone, saysPackageIsGone } from "./package-gone.ts";
import type { Workshop } from "./part.ts";

const DEBIAN_PACKAGES = ["nlohmann-json3-dev", "libstb-dev"];

const MINIAUDIO: PinnedFile = {
  requirement: "miniaudio==1.71",
  file: "miniaudio-1.71.tar.gz",
  sha256: "ff51e2887bb673e2e757752b586b3dc924d59aa5fbcae9bbc45f4a111bd3262b",
};

/**
 * The header libraries llama.cpp keeps in a folder called `vendor`. Go leaves folders of that name out of a module's
 * zip, so the sources of Ollama arrive without them.
 */
export async function provideNativeHeaders(workshop: Workshop): Promise<void> {
  const { include } = workshop.home.ollama;
  if (!existsSync(join(include, "nlohmann", "json.hpp")) || !existsSync(join(include, "stb", "stb_image.h"))) {
    await fromDebian(workshop);
  }
  if (!existsSync(join(include, "miniaudio", "miniaudio.h"))) await fromPypi(workshop);
}

async function fromDebian(workshop: Workshop): Promise<void> {
  const { home, log, progress, signal } = workshop;
  progress.say(`    headers: ${DEBIAN_PACKAGES.join(", ")} (unpacked, not installed)`);
  const scratch = mkdtempSync(join(tmpdir(), "engines-headers-"));
  try {
    await downloadDebs(scratch, workshop);
    const root = join(scratch, "root");
    for (const deb of readdirSync(scratch).filter((name) => name.endsWith(".deb"))) {
      const command = { what: "dpkg-deb", program: "dpkg-deb", arguments: ["-x", join(scratch, deb), root], log };
      await mustRun(command, progress, signal);
    }
    for (const folder of ["nlohmann", "stb"]) {
      cpSync(join(root, "usr", "include", folder), join(home.ollama.include, folder), { recursive: true });
    }
    mkdirSync(home.ollama.licenses, { recursive: true });
    for (const name of DEBIAN_PACKAGES) {
      cpSync(join(root, "usr", "share", "doc", name, "copyright"), join(home.ollama.licenses, `${name}.copyright`));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function downloadDebs(directory: string, { log, progress, signal }: Workshop): Promise<void> {
  const download = {
    what: "apt-get download",
    program: "apt-get",
    // apt's own sandbox user cannot write into a private folder.
    arguments: ["download", "-qq", "-o", "APT::Sandbox::User=root", ...DEBIAN_PACKAGES],
    directory,
    log,
  };
  const first = await runCommand(download, progress, signal);
  if (first.code === 0) return;
  const update = { what: "apt-get update", program: "apt-get", arguments: ["update", "-qq"], log };
  if ((await runCommand(update, progress, signal)).code !== 0) {
    throw new EnginesError(
      "missing-tool",
      "apt-get has no package lists and may not fetch them: run `apt-get update` as root",
    );
  }
  const second = await runCommand(download, progress, signal);
  if (second.code === 0) return;
  if (saysPackageIsGone(second.output)) throw packageGone(DEBIAN_PACKAGES.join(", "));
  throw commandFailed(download, second.code, second.output);
}

async function fromPypi(workshop: Workshop): Promise<void> {
  const { home, log, progress, signal } = workshop;
  const [archive = ""] = await downloadPinned([MINIAUDIO], workshop);
  const target = join(home.ollama.include, "miniaudio");
  mkdirSync(target, { recursive: true });
  const unpack = (...rest: readonly string[]) => ({ what: "tar", program: "tar", arguments: [...rest], log });
  await mustRun(
    unpack("xzf", archive, "-C", target, "--strip-components=2", "miniaudio-1.71/miniaudio/miniaudio.h"),
    progress,
    signal,
  );
  const licence = await mustRun(unpack("xzOf", archive, "miniaudio-1.71/LICENSE"), progress, signal);
  mkdirSync(home.ollama.licenses, { recursive: true });
  writeFileSync(join(home.ollama.licenses, "miniaudio-py.LICENSE"), licence);
}
