import { spawn } from "node:child_process";
import { constants } from "node:os";

import type { Session } from "../session.ts";
import { startTestEngines } from "../test-engines.ts";

const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs a command with test engines around it and gives its exit status, 128 and the number when a signal ended it. */
export async function runWith([program, ...rest]: readonly [string, ...string[]], session: Session): Promise<number> {
  const engines = await startTestEngines(session);
  if (engines.skipReason !== undefined) session.progress.say(engines.skipReason);
  try {
    return await runChild(program, rest, { ...session.environment, ...engines.environment });
  } finally {
    await engines.stop();
  }
}

function runChild(
  program: string,
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const child = spawn(program, words, { stdio: "inherit", env: environment });
  const forward = (signal: NodeJS.Signals) => {
    child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  return new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  }).finally(() => {
    for (const signal of FORWARDED) process.off(signal, forward);
  });
}
