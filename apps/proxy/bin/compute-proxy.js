#!/usr/bin/env node
// Plain JavaScript that any Node since 14 can read: it looks for a Node that can run the build, and for the build.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const oldest = [22, 19];
const here = dirname(fileURLToPath(import.meta.url));
const build = join(here, "..", "dist", "main.js");

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const isOld = major < oldest[0] || (major === oldest[0] && minor < oldest[1]);

if (isOld) {
  const newer = ownNode();
  if (newer === undefined || process.env.COMPUTE_PROXY_RELAUNCHED === "1") {
    fail(
      `compute-proxy needs Node ${oldest.join(".")} or newer; this is ${process.versions.node}. Install it, or run npm ci in the repository.`,
    );
  } else {
    relaunch(newer);
  }
} else if (!existsSync(build)) {
  fail("compute-proxy is not built yet: run npm run build");
} else {
  hideExperimentalWarnings();
  // Our own lines say what grpc-js would write beside them, in a form of its own.
  process.env.GRPC_NODE_VERBOSITY ??= process.env.GRPC_VERBOSITY ?? "NONE";
  const { main } = await import(pathToFileURL(build).href);
  await main(process.argv.slice(2));
}

/** Ends as the newer Node ends. Signals go on to it: who sends them knows this process only. */
function relaunch(newer) {
  const [script, ...rest] = process.argv.slice(1);
  const child = spawn(newer, [script || fileURLToPath(import.meta.url), ...rest], {
    stdio: "inherit",
    env: { ...process.env, COMPUTE_PROXY_RELAUNCHED: "1" },
  });
  child.on("error", ({ message }) => fail(`${newer} cannot be started: ${message}`));
  child.on("exit", (code) => (process.exitCode = code ?? 1));
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  // A terminal sends Ctrl-C to both.
  process.on("SIGINT", () => undefined);
}

/** The Node that npm ci put into the nearest node_modules. */
function ownNode() {
  for (let folder = here; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}

/** Features of Node that are used on purpose; the line would only puzzle the person at the terminal. */
function hideExperimentalWarnings() {
  const emit = process.emitWarning.bind(process);
  process.emitWarning = (warning, ...details) => {
    if (details[0] !== "ExperimentalWarning" && details[0]?.type !== "ExperimentalWarning") emit(warning, ...details);
  };
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
