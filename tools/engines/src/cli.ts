import { constants } from "node:os";

import { parseArguments, USAGE, type Verb } from "./arguments.ts";
import { assertNever } from "./assert-never.ts";
import { enginesHome } from "./engines-home.ts";
import { EnginesError, isEnginesError } from "./engines-error.ts";
import { diskFiles } from "./files.ts";
import { timedProgress } from "./progress.ts";
import type { Session } from "./session.ts";
import { install } from "./verbs/install.ts";
import { status } from "./verbs/status.ts";
import { stop } from "./verbs/stop.ts";
import { up } from "./verbs/up.ts";
import { runWith } from "./verbs/with.ts";

async function run(verb: Verb, session: Session): Promise<number> {
  if (process.platform !== "linux" && verb.kind !== "with" && verb.kind !== "help") {
    throw new EnginesError("missing-tool", "real engines need Linux: processes are told apart by what /proc says");
  }
  switch (verb.kind) {
    case "help":
      session.print(`${USAGE.join("\n")}\n`);
      return 0;
    case "up":
      await up(session, verb.json, verb.config);
      return 0;
    case "install":
      await install(session, verb.json);
      return 0;
    case "status":
      await status(session, verb.json);
      return 0;
    case "stop":
      await stop(session, verb.json);
      return 0;
    case "with":
      return await runWith(verb.command, session);
    default:
      return assertNever(verb);
  }
}

function complain(error: unknown): number {
  if (!isEnginesError(error)) {
    process.stderr.write(`[engines] ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
  process.stderr.write(`[engines] ${error.message}\n${error.details.map((line) => `    ${line}\n`).join("")}`);
  return error.code === "usage" ? 2 : 1;
}

async function main(): Promise<number> {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      controller.abort(name);
    });
  }
  try {
    return await run(parseArguments(process.argv.slice(2)), {
      environment: process.env,
      home: enginesHome(process.env),
      files: diskFiles(process.env["PATH"] ?? ""),
      progress: timedProgress((text) => process.stderr.write(text), Date.now),
      signal: controller.signal,
      print: (text) => process.stdout.write(text),
    });
  } catch (error) {
    const reason: unknown = controller.signal.reason;
    if (error !== reason) return complain(error);
    return 128 + (reason === "SIGINT" ? constants.signals.SIGINT : constants.signals.SIGTERM);
  }
}

process.exitCode = await main();
