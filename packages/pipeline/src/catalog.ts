import type { Pipeline, PipelineGroup } from "@compute-proxy/api";
import { didYouMean, printable, ProxyError } from "@compute-proxy/core";

/** A pipeline of the file: ready to run, or with the problems that stop it. */
export type CatalogEntry =
  | { readonly kind: "ready"; readonly pipeline: Pipeline }
  | {
      readonly kind: "broken";
      readonly id: string;
      readonly name: string;
      readonly description: string;
      /** One line each, with file:line:column. Clients see them: the file's name only, no folders. */
      readonly problems: readonly string[];
    };

/** What the pipelines file came to. */
export interface PipelineCatalog {
  /** False when the configuration switches pipelines off. */
  readonly enabled: boolean;
  /** In the order of the file. */
  readonly entries: readonly CatalogEntry[];
  readonly groups: readonly PipelineGroup[];
  /** Problems of the file as a whole: unreadable, no YAML, no list of pipelines. Clients see them too. */
  readonly problems: readonly string[];
}

/** The id of an entry, whatever its state. */
export function entryId(entry: CatalogEntry): string {
  return entry.kind === "ready" ? entry.pipeline.id : entry.id;
}

/** The pipeline to run. Throws pipelines-off, pipeline-has-problems (with all of them) or pipeline-not-found. */
export function findPipeline(catalog: PipelineCatalog, id: string): Pipeline {
  if (!catalog.enabled) {
    throw new ProxyError(
      "pipelines-off",
      "pipelines are switched off: set pipelines.enabled to true in the configuration",
    );
  }
  const entry = catalog.entries.find((candidate) => entryId(candidate) === id);
  if (entry?.kind === "ready") return entry.pipeline;
  if (entry?.kind === "broken") {
    throw new ProxyError("pipeline-has-problems", `pipeline "${id}" has problems: ${firstOf(entry.problems)}`);
  }
  if (catalog.entries.length === 0 && catalog.problems.length > 0) {
    throw new ProxyError("pipeline-has-problems", `the pipelines file has problems: ${firstOf(catalog.problems)}`);
  }
  const known = catalog.entries.map(entryId);
  throw new ProxyError("pipeline-not-found", `pipeline "${printable(id)}" is not defined${didYouMean(id, known)}`);
}

const mostShown = 8;

function firstOf(problems: readonly string[]): string {
  const more = problems.length - mostShown;
  return [...problems.slice(0, mostShown), ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}
