import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../repository.ts";
import { runCommand } from "../run-command.ts";

/** What `npm run generate` in packages/api writes. */
const generated = ["packages/api/src/gen/**", "packages/api/descriptor.binpb"];

/** Generates once more, into a folder of its own, and compares: what is committed must be what the proto files say. */
export async function generatedProblems(): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "compute-proxy-generated-"));
  try {
    for (const words of [
      ["generate", "--output", folder],
      ["build", "--output", join(folder, "packages/api/descriptor.binpb")],
    ]) {
      const { code, output } = await runCommand("buf", words, { output: "capture" });
      if (code !== 0) return [`buf ${words[0]}: ${output.trim()}`];
    }
    return compareTrees(readTree(repositoryRoot), readTree(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files of a tree, by path. */
export type Tree = ReadonlyMap<string, Buffer>;

/** One line per file that is stale, missing, or no longer generated. */
export function compareTrees(committed: Tree, fresh: Tree): readonly string[] {
  const paths = [...new Set([...committed.keys(), ...fresh.keys()])].toSorted();
  return paths.flatMap((path) => {
    const [old, now] = [committed.get(path), fresh.get(path)];
    if (now === undefined) return [`${path}: no longer generated; run npm run generate`];
    if (old === undefined) return [`${path}: missing; run npm run generate`];
    return old.equals(now) ? [] : [`${path}: stale; run npm run generate`];
  });
}

function readTree(root: string): Tree {
  const paths = generated.flatMap((pattern) => globSync(pattern, { cwd: root }));
  return new Map(
    paths.filter((path) => statSync(join(root, path)).isFile()).map((path) => [path, readFileSync(join(root, path))]),
  );
}
