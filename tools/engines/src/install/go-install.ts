import { chmodSync, copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { EnginesError } from "../engines-error.ts";
import { isRecord } from "../record.ts";
import { commandFailed, mustRun, runCommand } from "../run-command.ts";
import { packageGone, saysPackageIsGone } from "./package-gone.ts";
import type { Workshop } from "./part.ts";

/** A Go module, known by the checksum of its source tree as `go` prints it. */
export interface GoModule {
  readonly path: string;
  readonly version: string;
  readonly sum: string;
}

export interface GoBuild {
  readonly module: GoModule;
  /** The command inside the module; empty for the module itself. */
  readonly command: string;
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** File in the module, name among our licences. */
  readonly licences: Readonly<Record<string, string>>;
}

/** Downloads, checks and builds one command into our `bin`. */
export async function goInstall(build: GoBuild, workshop: Workshop): Promise<void> {
  const { home, log, progress, signal } = workshop;
  const sources = await downloadModule(build.module, workshop);
  mkdirSync(home.bin, { recursive: true });
  await mustRun(
    {
      what: `go install ${build.module.path}`,
      program: "go",
      arguments: ["install", ...build.flags, `${build.module.path}${build.command}@${build.module.version}`],
      environment: { ...build.environment, GOBIN: home.bin },
      log,
    },
    progress,
    signal,
  );
  mkdirSync(home.ollama.licenses, { recursive: true });
  for (const [file, name] of Object.entries(build.licences)) {
    const target = join(home.ollama.licenses, name);
    if (!existsSync(join(sources, file)) || existsSync(target)) continue;
    copyFileSync(join(sources, file), target);
    chmodSync(target, 0o644);
  }
}

async function downloadModule(module: GoModule, { log, progress, signal }: Workshop): Promise<string> {
  const name = `${module.path}@${module.version}`;
  const command = {
    what: `go mod download ${name}`,
    program: "go",
    arguments: ["mod", "download", "-json", name],
    log,
  };
  const { code, output } = await runCommand(command, progress, signal);
  if (code !== 0 && saysPackageIsGone(output)) throw packageGone(name);
  if (code !== 0) throw commandFailed(command, code, output);

  const answer: unknown = JSON.parse(output.slice(output.indexOf("{")));
  const { Sum: sum, Dir: directory } = isRecord(answer) ? answer : {};
  if (sum !== module.sum) {
    throw new EnginesError("wrong-checksum", `${name}: checksum is ${String(sum)}, pinned is ${module.sum}`);
  }
  if (typeof directory !== "string") throw commandFailed(command, code, output);
  return directory;
}
