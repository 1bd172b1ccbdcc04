import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const launcher = fileURLToPath(new URL("../../bin/compute-proxy.js", import.meta.url));

/** How the command ended. */
export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
}

/** What is special about its process. */
export interface CommandPlan {
  /** Where it runs. */
  readonly folder?: string;
  /** JavaScript that runs in it before anything of ours. */
  readonly preload?: string;
  /** It is killed after so many ms. Default 20 s; real engines on a busy machine may take longer. */
  readonly limitMs?: number;
}

/** Runs the built command as a person does, in a process of its own. */
export function computeProxy(
  words: readonly string[],
  { folder, preload, limitMs = 20_000 }: CommandPlan = {},
): Promise<CommandResult> {
  const loads = preload === undefined ? [] : [`--import=data:text/javascript,${encodeURIComponent(preload)}`];
  return new Promise((resolve) => {
    const options = {
      cwd: folder,
      timeout: limitMs,
      killSignal: "SIGKILL" as const,
      env: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "" },
    };
    execFile(process.execPath, [...loads, launcher, ...words], options, (error, out, notes) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ code, out, notes });
    });
  });
}
