import { type Pipeline, PipelineGroup } from "@compute-proxy/api";
import { type CatalogEntry, checkPipeline, type PipelineCatalog, type PipelineFacts } from "@compute-proxy/pipeline";
import { checkFile } from "../check/check-file.js";
import { contains, type Finding, withoutConsequences } from "../check/finding.js";
import { type Problem, printForClients } from "../problem.js";
import { pipelinesSchema } from "../schema/pipelines-schema.js";
import { checkGroups } from "./check-groups.js";
import { toPipeline } from "./to-pipeline.js";

/** What a pipelines file came to: good pipelines can run whatever the others are. */
export interface PipelinesResult {
  readonly catalog: PipelineCatalog;
  /** All problems of the file, in its order. */
  readonly problems: readonly Problem[];
}

/** Checks the text of a pipelines.yaml against the configured backends. Pure: `fileName` is only for messages. */
export function parsePipelines(text: string, fileName: string, facts: PipelineFacts): PipelinesResult {
  const file = checkFile(text, fileName, pipelinesSchema);
  if (file.kind === "refused") return unusable(file.problems);
  const raw = listOf(file.data["pipelines"]);
  const pipelines = raw.map(toPipeline);
  const groups = listOf(file.data["groups"]).map((group) => PipelineGroup.fromJSON(group));
  const ids = pipelines.map(({ id }) => id);
  const knownIds = ids.includes("") ? undefined : new Set(ids);
  const crossed = [
    ...pipelines.flatMap((pipeline, index) => checkOne(pipeline, index, ids, facts)),
    ...checkGroups(groups, knownIds),
  ];
  const findings = [...file.findings, ...withoutConsequences(crossed, file.findings)];
  const entries = pipelines.map((pipeline, index) =>
    toEntry(pipeline, index, file.locate(problemsOf(index, pipelines, findings))),
  );
  const general = findings.filter(({ path }) => path[0] !== "pipelines" || path.length < 2);
  const sound = groups.filter((_, index) => !findings.some(({ path }) => contains(["groups", index], path)));
  return {
    catalog: { enabled: true, entries, groups: sound, problems: file.locate(general).map(printForClients) },
    problems: file.locate(findings),
  };
}

function unusable(problems: readonly Problem[]): PipelinesResult {
  return { catalog: { enabled: true, entries: [], groups: [], problems: problems.map(printForClients) }, problems };
}

function checkOne(pipeline: Pipeline, index: number, ids: readonly string[], facts: PipelineFacts): readonly Finding[] {
  const inside = checkPipeline(pipeline, facts).map((problem) => ({
    ...problem,
    path: ["pipelines", index, ...problem.path],
  }));
  const twin = ids.indexOf(pipeline.id);
  if (pipeline.id === "" || twin === index) return inside;
  return [
    ...inside,
    {
      path: ["pipelines", index, "id"],
      message: `pipeline ${twin + 1} has the id "${pipeline.id}" too: ids must differ`,
    },
  ];
}

/** A pipeline's own problems, and that another one has its id: neither of the two is served. */
function problemsOf(index: number, pipelines: readonly Pipeline[], findings: readonly Finding[]): readonly Finding[] {
  const twins = pipelines.flatMap(({ id }, other) =>
    other !== index && id !== "" && id === pipelines[index]?.id ? [other] : [],
  );
  return findings.filter(
    ({ path }) =>
      contains(["pipelines", index], path) ||
      twins.some((twin) => path.length === 3 && path[2] === "id" && contains(["pipelines", twin], path)),
  );
}

function toEntry(pipeline: Pipeline, index: number, problems: readonly Problem[]): CatalogEntry {
  if (problems.length === 0) return { kind: "ready", pipeline };
  const { id, name, description } = pipeline;
  return {
    kind: "broken",
    id: id === "" ? `pipelines[${index}]` : id,
    name,
    description,
    problems: problems.map(printForClients),
  };
}

function listOf(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? data : [];
}
