import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../repository.ts";
import { pathWithoutTools, runCommand } from "../run-command.ts";

/** A Node of the asked major version, or why there is none. */
export type FoundNode =
  | { readonly kind: "found"; readonly program: string; readonly version: string }
  | { readonly kind: "missing"; readonly because: string };

/** Looks on the machine's own PATH, then in our cache, then asks npm for the package that carries Node's binary. */
export async function findNode(major: number): Promise<FoundNode> {
  const folder = join(cacheFolder, `node-${major}`);
  const installed = join(folder, "node_modules", nodePackage, "bin", "node");
  for (const program of [...pathWithoutTools().map((entry) => join(entry, "node")), installed]) {
    const version = await versionOf(program);
    if (version?.startsWith(`v${major}.`)) return { kind: "found", program, version };
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}\n");
  const words = [
    "install",
    `${nodePackage}@${major}`,
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const { code, output } = await runCommand("npm", words, { folder, output: "capture" });
  const version = await versionOf(installed);
  if (code === 0 && version !== undefined) return { kind: "found", program: installed, version };
  return { kind: "missing", because: `Node ${major} is neither on PATH nor in npm: ${firstLine(output)}` };
}

const nodePackage = `node-${process.platform}-${process.arch}`;

async function versionOf(program: string): Promise<string | undefined> {
  if (!existsSync(program)) return undefined;
  const { code, output } = await runCommand(program, ["--version"], { output: "capture" });
  return code === 0 ? output.trim() : undefined;
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
