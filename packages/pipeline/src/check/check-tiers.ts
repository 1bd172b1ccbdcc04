import type { Backend, Pipeline, Tier } from "@compute-proxy/api";
import { hardwareKind, resolveModel } from "@compute-proxy/backend";
import { didYouMean, nearestName, printable } from "@compute-proxy/core";
import { isEnabled, modelNames, someOf } from "./able-backends.js";
import { unknownHardware } from "./check-placement.js";
import { type PipelineFacts, type PipelineProblem, within } from "./pipeline-problem.js";

/** Whether each tier is one backend with one model, has a name of its own, and is a rung of some stage. */
export function checkTiers(pipeline: Pipeline, facts: PipelineFacts): readonly PipelineProblem[] {
  const used = usedNames(pipeline, facts);
  return Object.entries(pipeline.tiers).flatMap(([name, tier]) =>
    within(["tiers", name], [...checkName(name, used, facts), ...checkTier(tier, facts)]).map((problem) => ({
      ...problem,
      message: `tier "${printable(name)}": ${problem.message}`,
    })),
  );
}

/** The names in escalation paths; a name that means nothing counts as the tier that it resembles. */
function usedNames(pipeline: Pipeline, facts: PipelineFacts): ReadonlySet<string> {
  const tiers = Object.keys(pipeline.tiers);
  const known = new Set([...tiers, ...facts.backends.map(({ id }) => id)]);
  const names = pipeline.stages.flatMap((stage) => stage.forwardingPolicy?.escalationPath ?? []);
  return new Set(names.map((name) => (known.has(name) ? name : (nearestName(name, tiers) ?? name))));
}

function checkName(name: string, used: ReadonlySet<string>, facts: PipelineFacts): readonly PipelineProblem[] {
  if (facts.backends.some(({ id }) => id === name)) {
    return [
      { path: [], message: "a backend has the same name, so an escalation_path could mean either: rename the tier" },
    ];
  }
  return used.has(name) ? [] : [{ path: [], message: "no escalation_path names it, so it has no effect" }];
}

function checkTier(tier: Tier, facts: PipelineFacts): readonly PipelineProblem[] {
  const place = checkPlace(tier, facts);
  if (tier.model === "")
    return [...place, { path: ["model"], message: `"model" is missing: a tier is a backend and a model` }];
  return place.length > 0 ? place : checkServed(tier, facts);
}

function checkPlace(tier: Tier, facts: PipelineFacts): readonly PipelineProblem[] {
  if (tier.hardware !== "" && tier.backend !== "")
    return [{ path: ["backend"], message: "give hardware or backend, not both" }];
  if (tier.hardware === "" && tier.backend === "") return [{ path: [], message: "give hardware or backend" }];
  if (tier.hardware !== "")
    return hardwareKind(tier.hardware) ? [] : [{ path: ["hardware"], message: unknownHardware(tier.hardware) }];
  const backend = facts.backends.find(({ id }) => id === tier.backend);
  if (!backend) {
    const known = facts.backends.map(({ id }) => id);
    return [
      {
        path: ["backend"],
        message: `backend "${printable(tier.backend)}" is not configured${didYouMean(tier.backend, known)}`,
      },
    ];
  }
  return isEnabled(backend)
    ? []
    : [{ path: ["backend"], message: `backend "${backend.id}" is disabled in the configuration` }];
}

function checkServed(tier: Tier, facts: PipelineFacts): readonly PipelineProblem[] {
  const candidates = tierBackends(tier, facts);
  if (candidates.length === 0) {
    return [{ path: ["hardware"], message: `no enabled backend has hardware "${tier.hardware}"` }];
  }
  const refusals = candidates.flatMap((backend) => {
    const resolution = resolveModel(backend, tier.model, "");
    return resolution.kind === "served" ? [] : [resolution.because];
  });
  if (refusals.length < candidates.length) return [];
  const hint = didYouMean(tier.model, modelNames(candidates));
  return [
    { path: ["model"], message: `model "${printable(tier.model)}" is not served${hint}: ${someOf(refusals, "; ")}` },
  ];
}

/** The enabled backends that a tier may mean. */
export function tierBackends(tier: Tier, facts: PipelineFacts): readonly Backend[] {
  const hardware = hardwareKind(tier.hardware);
  return facts.backends.filter(
    (backend) =>
      isEnabled(backend) &&
      (tier.backend === "" ? hardwareKind(backend.hardware) === hardware : backend.id === tier.backend),
  );
}
