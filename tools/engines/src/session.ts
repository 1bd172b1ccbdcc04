import { join } from "node:path";

import { cpuMarch } from "./install/cpu-march.ts";
import type { Workshop } from "./install/part.ts";
import type { EnginesHome } from "./engines-home.ts";
import type { Files } from "./files.ts";
import { installedOllama } from "./find-engine.ts";
import type { Progress } from "./progress.ts";

/** What every verb is given. */
export interface Session {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: EnginesHome;
  readonly files: Files;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Results, as opposed to progress. */
  readonly print: (text: string) => void;
}

export async function workshopOf(session: Session): Promise<Workshop> {
  const { environment, files, home } = session;
  return {
    ...session,
    march: cpuMarch(environment, process.arch, files.text("/proc/cpuinfo") ?? ""),
    installedOllama: await installedOllama(files, home),
    log: join(home.run, "install.log"),
  };
}
