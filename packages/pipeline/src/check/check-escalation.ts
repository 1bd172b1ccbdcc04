import type { Backend, Stage, Tier } from "@compute-proxy/api";
import { hardwareKind, resolveModel } from "@compute-proxy/backend";
import { didYouMean, printable } from "@compute-proxy/core";
import { canDo, isEnabled } from "./able-backends.js";
import { tierBackends } from "./check-tiers.js";
import { needs } from "./needs.js";
import { type PipelineFacts, type PipelineProblem, within } from "./pipeline-problem.js";

/** The tiers of a pipeline, by name. */
export type Tiers = Readonly<Record<string, Tier>>;

/** Whether each rung of the path is a tier or a backend that can take the stage, and whether the retries fit the path. */
export function checkEscalation(stage: Stage, tiers: Tiers, facts: PipelineFacts): readonly PipelineProblem[] {
  const path = stage.forwardingPolicy?.escalationPath ?? [];
  const entry = entryIndex(stage, tiers, facts);
  const rungs = path.flatMap((name, index) => {
    const messages =
      path.indexOf(name) < index
        ? [`"${printable(name)}" is in the path twice`]
        : checkRung(name, index === entry, stage, tiers, facts);
    return messages.map((message) => ({ path: ["escalation_path", index], message }));
  });
  return [
    ...within(["forwarding_policy"], [...rungs, ...checkRetries(stage, entry)]),
    ...checkSwitches(stage, entry),
    ...needs("routing", stage.routing !== "", "an escalation_path", path.length > 0),
  ];
}

function checkRung(
  name: string,
  isEntry: boolean,
  stage: Stage,
  tiers: Tiers,
  facts: PipelineFacts,
): readonly string[] {
  const tier = tierOf(name, tiers);
  if (tier) {
    const candidates = tierBackends(tier, facts);
    const unable = candidates.length > 0 && !candidates.some((backend) => canDo(backend, stage.type, facts));
    return unable ? [`no backend of tier "${name}" can do ${stage.type}`] : [];
  }
  const backend = facts.backends.find(({ id }) => id === name);
  if (!backend) {
    const known = [...Object.keys(tiers), ...facts.backends.map(({ id }) => id)];
    return [`"${printable(name)}" is neither a tier nor a backend${didYouMean(name, known)}`];
  }
  if (!isEnabled(backend)) return [`backend "${name}" is disabled in the configuration`];
  if (!canDo(backend, stage.type, facts)) return [`backend "${name}" cannot do ${stage.type}`];
  return checkRungModel(backend, isEntry, stage);
}

/** A backend in a path runs the stage's model if it is the entry, else its first preferred one, else the stage's. */
function checkRungModel(backend: Backend, isEntry: boolean, stage: Stage): readonly string[] {
  const model = isEntry ? stage.model : (backend.models?.preferred[0] ?? stage.model);
  if (model === "") return [];
  const resolution = resolveModel(backend, model, stage.type);
  return resolution.kind === "served"
    ? []
    : [`backend "${backend.id}" can run no model of this stage: ${resolution.because}`];
}

/** The rung at which the stage enters; -1 when what the stage prefers is not in the path and goes in front of it. */
function entryIndex(stage: Stage, tiers: Tiers, facts: PipelineFacts): number {
  const rungs = (stage.forwardingPolicy?.escalationPath ?? []).map((name) => rungBackends(name, tiers, facts));
  const hardware = hardwareKind(stage.preferredHardware);
  const byBackend = rungs.findIndex((backends) => backends.some(({ id }) => id === stage.preferredBackend));
  const byHardware = rungs.findIndex((backends) =>
    backends.some((backend) => hardwareKind(backend.hardware) === hardware),
  );
  if (byBackend >= 0) return byBackend;
  if (hardware !== undefined && byHardware >= 0) return byHardware;
  const goesInFront = facts.backends.some(
    (backend) =>
      backend.id === stage.preferredBackend || (hardware !== undefined && hardwareKind(backend.hardware) === hardware),
  );
  return goesInFront ? -1 : 0;
}

function rungBackends(name: string, tiers: Tiers, facts: PipelineFacts): readonly Backend[] {
  const tier = tierOf(name, tiers);
  return tier ? tierBackends(tier, facts) : facts.backends.filter(({ id }) => id === name);
}

function tierOf(name: string, tiers: Tiers): Tier | undefined {
  return Object.hasOwn(tiers, name) ? tiers[name] : undefined;
}

function checkRetries(stage: Stage, entry: number): readonly PipelineProblem[] {
  const { maxRetries, escalationPath = [] } = stage.forwardingPolicy ?? {};
  if (maxRetries === undefined || escalationPath.length === 0) return [];
  const rungs = rungCount(escalationPath, entry);
  if (maxRetries < rungs) return [];
  const message = `max_retries is ${maxRetries}, but ${pathLength(rungs)}: at most ${rungs - 1}`;
  return [{ path: ["max_retries"], message }];
}

/** Each switch is one of the attempts after the first. */
function checkSwitches({ failover, forwardingPolicy: policy }: Stage, entry: number): readonly PipelineProblem[] {
  const switches = failover?.maxSwitches;
  if (switches === undefined || !policy) return [];
  const { maxRetries, escalationPath } = policy;
  const rungs = rungCount(escalationPath, entry);
  const most = maxRetries ?? (escalationPath.length === 0 ? undefined : rungs - 1);
  if (most === undefined || switches <= most) return [];
  const because = maxRetries === undefined ? pathLength(rungs) : `max_retries is ${maxRetries}`;
  const message = `max_switches is ${switches}, but ${because}: at most ${most}`;
  return [{ path: ["failover", "max_switches"], message }];
}

/** With the rung that a preference puts in front. */
function rungCount(escalationPath: readonly string[], entry: number): number {
  return escalationPath.length + (entry < 0 ? 1 : 0);
}

function pathLength(rungs: number): string {
  return `the path has ${rungs} ${rungs === 1 ? "rung" : "rungs"}`;
}
