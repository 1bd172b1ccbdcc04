import {
  type ListPipelinesRequest,
  ListPipelinesResponse,
  type PipelineGroup,
  PipelineSummary,
  type Stage,
} from "@compute-proxy/api";
import type { Registry } from "@compute-proxy/backend";
import { didYouMean, printable, ProxyError } from "@compute-proxy/core";
import { type CatalogEntry, entryId, type PipelineCatalog } from "@compute-proxy/pipeline";
import { checkName } from "../checks/check-name.js";
import { refuseViolations } from "../checks/refuse-violations.js";
import type { ServiceParts } from "../service-parts.js";

/** The pipelines of the file, or of one group, with what keeps each from running. */
export function listPipelines(
  { catalog, registry }: ServiceParts,
  { group }: ListPipelinesRequest,
): ListPipelinesResponse {
  refuseViolations(checkName("group", group));
  refuseUnlistable(catalog);
  const groups = group === "" ? catalog.groups : [findGroup(catalog, group)];
  const entries =
    group === "" ? catalog.entries : catalog.entries.filter((entry) => groups[0]?.pipelines.includes(entryId(entry)));
  return ListPipelinesResponse.fromPartial({
    pipelines: entries.map((entry) => summaryOf(entry, registry)),
    groups: [...groups],
  });
}

function refuseUnlistable({ enabled, entries, problems }: PipelineCatalog): void {
  if (!enabled) {
    throw new ProxyError(
      "pipelines-off",
      "pipelines are switched off: set pipelines.enabled to true in the configuration",
    );
  }
  if (entries.length === 0 && problems.length > 0) {
    throw new ProxyError("pipeline-has-problems", `the pipelines file has problems: ${problems.join("; ")}`);
  }
}

function findGroup({ groups }: PipelineCatalog, name: string): PipelineGroup {
  const group = groups.find((candidate) => candidate.name === name);
  if (group) return group;
  const nearest = didYouMean(
    name,
    groups.map((candidate) => candidate.name),
  );
  throw new ProxyError("group-not-found", `group "${printable(name)}" is not defined${nearest}`);
}

function summaryOf(entry: CatalogEntry, registry: Registry): PipelineSummary {
  if (entry.kind === "broken") {
    const { id, name, description, problems } = entry;
    return PipelineSummary.fromPartial({ id, name, description, runnable: false, problems: [...problems] });
  }
  const { id, name, description, stages } = entry.pipeline;
  const problems = stages.filter((stage) => !isPossible(stage, registry)).map(impossible);
  return PipelineSummary.fromPartial({
    id,
    name,
    description,
    stages: stages.map((stage) => stage.id),
    runnable: problems.length === 0,
    problems,
  });
}

function isPossible(stage: Stage, registry: Registry): boolean {
  return registry.backends.some(
    ({ definition, capabilities }) => definition.enabled !== false && capabilities.includes(stage.type),
  );
}

function impossible({ id, type }: Stage): string {
  return `stage "${id}": no enabled backend can do ${type}`;
}
