import { EnginesError } from "../engines-error.ts";
import type { InstallPart, Surroundings, Tool } from "./part.ts";

export type PlannedStep =
  | { readonly kind: "keep"; readonly part: InstallPart }
  | { readonly kind: "install"; readonly part: InstallPart; readonly because: string }
  | { readonly kind: "skip"; readonly part: InstallPart; readonly because: string };

const DEBIAN_PACKAGE: Readonly<Record<Tool, string>> = {
  go: "golang (1.24 or newer)",
  "g++": "g++",
  cmake: "cmake",
  make: "make",
  npm: "npm (it comes with Node)",
  python3: "python3 and python3-pip",
  "apt-get": "apt (a Debian or Ubuntu system)",
  "dpkg-deb": "dpkg",
};

/** Looks at every part once and says what is to be done with it. Changes nothing. */
export async function planInstall(
  parts: readonly InstallPart[],
  surroundings: Surroundings,
): Promise<readonly PlannedStep[]> {
  const steps: PlannedStep[] = [];
  for (const part of parts) {
    const finding = await part.find(surroundings);
    steps.push(finding.kind === "present" ? { kind: "keep", part } : toDo(part, finding.because, surroundings));
  }
  return steps;
}

function toDo(part: InstallPart, because: string, surroundings: Surroundings): PlannedStep {
  const lacking = lackingTools(part, surroundings);
  if (part.optional && lacking.length > 0) return { kind: "skip", part, because: `needs ${lacking.join(", ")}` };
  return { kind: "install", part, because };
}

/** One error that names all the missing tools, so that nobody meets them one after the other. */
export function requireTools(steps: readonly PlannedStep[], surroundings: Surroundings): void {
  const lacking = new Set(
    steps.flatMap((step) => (step.kind === "install" ? lackingTools(step.part, surroundings) : [])),
  );
  if (lacking.size === 0) return;
  throw new EnginesError(
    "missing-tool",
    `not found on PATH: ${[...lacking].join(", ")}`,
    [...lacking].map((tool) => `${tool}: install ${DEBIAN_PACKAGE[tool]}`),
  );
}

function lackingTools(part: InstallPart, { files }: Surroundings): readonly Tool[] {
  return part.tools.filter((tool) => files.onPath(tool) === undefined);
}
