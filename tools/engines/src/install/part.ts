import type { EnginesHome } from "../engines-home.ts";
import type { Files } from "../files.ts";
import type { Progress } from "../progress.ts";

export type Tool = "go" | "g++" | "cmake" | "make" | "npm" | "python3" | "apt-get" | "dpkg-deb";

/** What a part may look at to say whether it is there already. */
export interface Surroundings {
  readonly home: EnginesHome;
  readonly files: Files;
  /** The `-march` ggml is compiled for; `undefined` is the compiler's own default. */
  readonly march: string | undefined;
  /** An Ollama new enough that the person has installed. */
  readonly installedOllama: string | undefined;
}

/** What a part may use to install itself. */
export interface Workshop extends Surroundings {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly log: string;
}

export type Finding = { readonly kind: "present" } | { readonly kind: "missing"; readonly because: string };

/**
 * Something that can be installed. `find` hashes what has a pinned checksum. `install` resumes where an earlier one
 * stopped; it throws `package-gone` when a registry has the package no longer, which costs this part and no other.
 */
export interface InstallPart {
  readonly name: string;
  readonly licence: string;
  /** Registry and package. */
  readonly source: string;
  readonly downloadMegabytes: number;
  readonly tools: readonly Tool[];
  /** Names of parts that must be there before. */
  readonly requires: readonly string[];
  /** Without it the rest is as useful: a missing tool skips it too. */
  readonly optional: boolean;
  find(surroundings: Surroundings): Promise<Finding>;
  install(workshop: Workshop): Promise<void>;
}

export const present: Finding = { kind: "present" };

export function missing(because: string): Finding {
  return { kind: "missing", because };
}
