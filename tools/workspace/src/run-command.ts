import { spawn } from "node:child_process";
import { delimiter } from "node:path";
import { inRepository, repositoryRoot } from "./repository.ts";

/** How a command ended. `output` is what it printed, both streams together, when it was captured. */
export interface CommandResult {
  readonly code: number;
  readonly output: string;
}

export interface CommandOptions {
  /** Default: the root of the repository. */
  readonly folder?: string;
  /** Added to our own environment; undefined removes a variable. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** `inherit` (default) shows the output as it comes; `capture` returns it. */
  readonly output?: "inherit" | "capture";
}

const toolFolder = inRepository("node_modules", ".bin");

/** Our environment with the repository's own tools, Node among them, first on PATH, and nothing that phones home. */
function toolEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: [toolFolder, ...pathWithoutTools()].join(delimiter),
    DO_NOT_TRACK: "1",
    TURBO_TELEMETRY_DISABLED: "1",
  };
}

/** The folders of PATH without those of this repository: what the machine itself has. */
export function pathWithoutTools(): readonly string[] {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "" && !folder.startsWith(repositoryRoot));
}

/** Runs a program without a shell and without input. A program that cannot be started ends with code 127. */
export function runCommand(
  program: string,
  words: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const captured = options.output === "capture";
  const child = spawn(program, words, {
    cwd: options.folder ?? repositoryRoot,
    env: { ...toolEnvironment(), ...options.environment },
    stdio: ["ignore", captured ? "pipe" : "inherit", captured ? "pipe" : "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    const end = (code: number, note = "") => resolve({ code, output: Buffer.concat(chunks).toString("utf8") + note });
    child.once("error", (error) => end(127, error.message));
    child.once("close", (code, signal) => end(code ?? 1, signal === null ? "" : `ended by ${signal}`));
  });
}
