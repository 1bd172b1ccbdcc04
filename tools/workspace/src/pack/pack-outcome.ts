import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inRepository } from "../repository.ts";
import { type CommandResult, runCommand } from "../run-command.ts";
import type { StepOutcome } from "../verify/step.ts";
import { findWorkspaces, rootManifest, type Workspace } from "../workspaces.ts";
import { consumerManifest, consumerTsconfig, offerOf, runningConsumer, typedConsumer } from "./consumer.ts";
import { findNode } from "./find-node.ts";

/** Node versions that the packages promise to run on. */
const packageNodes = [24, 22];
/** An older Node that a machine may have: the launcher must cope with it. */
const launcherNode = 20;

/**
 * Packs every package that is not private, installs the archives together into an empty folder, and uses them there as
 * a stranger would. Then starts the command under a Node that is too old for it.
 */
export async function packOutcome(): Promise<StepOutcome> {
  const folder = mkdtempSync(join(tmpdir(), "compute-proxy-pack-"));
  try {
    const installed = await installPacked(folder);
    if (!installed) return { kind: "failed" };
    const outcomes = [
      await report("types, strict nodenext", runCommand("tsc", ["-p", folder], { output: "capture" })),
      ...(await inOrder(packageNodes, (major) => importOn(major, folder))),
      await launch(),
    ];
    return combined(outcomes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function installPacked(folder: string): Promise<boolean> {
  const packages = findWorkspaces().filter(({ manifest }) => manifest.private !== true);
  const tarballs = join(folder, "tarballs");
  mkdirSync(tarballs);
  const build = ["run", "build", "--output-logs=errors-only"];
  const pack = ["pack", "--pack-destination", tarballs, ...packages.flatMap(({ folder: at }) => ["-w", at])];
  const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  const steps: readonly (() => Promise<StepOutcome>)[] = [
    () => report("build", runCommand("turbo", build, { output: "capture" })),
    () => report(`npm pack of ${packages.length} packages`, runCommand("npm", pack, { output: "capture" })),
    () => {
      writeConsumer(folder, packages);
      return report("npm install into an empty folder", runCommand("npm", install, { folder, output: "capture" }));
    },
  ];
  for (const step of steps) {
    if ((await step()).kind === "failed") return false;
  }
  return true;
}

function writeConsumer(folder: string, packages: readonly Workspace[]): void {
  const manifests = packages.map(({ manifest }) => manifest);
  const offers = manifests.map(offerOf);
  const nodeTypes = rootManifest().devDependencies?.["@types/node"] ?? "*";
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  write("package.json", JSON.stringify(consumerManifest(manifests, nodeTypes)));
  write("tsconfig.json", JSON.stringify(consumerTsconfig));
  write("consumer.ts", typedConsumer(offers));
  write("consumer.mjs", runningConsumer(offers));
}

async function importOn(major: number, folder: string): Promise<StepOutcome> {
  const node = await findNode(major);
  if (node.kind === "missing") return skip(`imports on Node ${major}`, node.because);
  return report(
    `imports on Node ${node.version}`,
    runCommand(node.program, ["consumer.mjs"], { folder, output: "capture" }),
  );
}

async function launch(): Promise<StepOutcome> {
  const launcher = inRepository("apps", "proxy", "bin", "compute-proxy.js");
  if (!existsSync(launcher)) return skip("launcher", "apps/proxy/bin/compute-proxy.js does not exist yet");
  const node = await findNode(launcherNode);
  if (node.kind === "missing") return skip(`launcher under Node ${launcherNode}`, node.because);
  const command = runCommand(node.program, [launcher, "--help"], { output: "capture" });
  return report(`launcher under Node ${node.version}`, command);
}

async function report(name: string, command: Promise<CommandResult>): Promise<StepOutcome> {
  const { code, output } = await command;
  console.log(`${name}: ${code === 0 ? "good" : `exit code ${code}\n${output}`}`);
  return { kind: code === 0 ? "passed" : "failed" };
}

function skip(name: string, because: string): StepOutcome {
  console.log(`${name}: skipped, ${because}`);
  return { kind: "skipped", because: `${name}: ${because}` };
}

function combined(outcomes: readonly StepOutcome[]): StepOutcome {
  return (
    outcomes.find(({ kind }) => kind === "failed") ??
    outcomes.find(({ kind }) => kind === "skipped") ?? { kind: "passed" }
  );
}

async function inOrder<T>(
  items: readonly T[],
  work: (item: T) => Promise<StepOutcome>,
): Promise<readonly StepOutcome[]> {
  const outcomes: StepOutcome[] = [];
  for (const item of items) outcomes.push(await work(item));
  return outcomes;
}
