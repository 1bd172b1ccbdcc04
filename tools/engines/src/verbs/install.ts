import { installParts, type Outcome } from "../install/install.ts";
import { withInstallLock } from "../install/install-lock.ts";
import type { Workshop } from "../install/part.ts";
import { INSTALL_PARTS } from "../install/parts.ts";
import { linuxProcesses } from "../serve/processes.ts";
import { workshopOf, type Session } from "../session.ts";
import { renderTable } from "../table.ts";

export async function install(session: Session, json: boolean): Promise<void> {
  const outcomes = await installEverything(await workshopOf(session));
  session.print(
    json ? toJson({ home: session.home.root, parts: partsToJson(outcomes) }) : partsTable(outcomes, session),
  );
}

/** Installs what is missing of these, while nobody else does. */
export function installEverything(workshop: Workshop, parts = INSTALL_PARTS): Promise<readonly Outcome[]> {
  return withInstallLock(workshop.home.lock, linuxProcesses, () => installParts(parts, workshop));
}

export function partsTable(outcomes: readonly Outcome[], { home }: Session): string {
  const rows = outcomes.map(({ part, kind, because }) => [
    part.name,
    because === "" ? kind : `${kind} (${because})`,
    part.licence,
    part.source,
  ]);
  return `${renderTable(["part", "state", "licence", "source"], rows)}licences: ${home.ollama.licenses}\n`;
}

export function partsToJson(outcomes: readonly Outcome[]): readonly Readonly<Record<string, string>>[] {
  return outcomes.map(({ part, kind, because }) => ({
    name: part.name,
    state: kind,
    ...(because === "" ? {} : { because }),
    licence: part.licence,
    source: part.source,
  }));
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
