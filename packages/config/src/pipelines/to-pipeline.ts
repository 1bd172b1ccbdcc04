import { Pipeline } from "@compute-proxy/api";
import { hardwareKind } from "@compute-proxy/backend";

/** The message that the data of one pipeline stands for, with hardware by its own name and short forms written out. */
export function toPipeline(data: unknown): Pipeline {
  const pipeline = Pipeline.fromJSON(withStages(data));
  const tiers = Object.entries(pipeline.tiers).map(
    ([name, tier]) => [name, { ...tier, hardware: ownName(tier.hardware) }] as const,
  );
  const stages = pipeline.stages.map((stage) => ({ ...stage, preferredHardware: ownName(stage.preferredHardware) }));
  return { ...pipeline, stages, tiers: Object.fromEntries(tiers) };
}

function withStages(data: unknown): unknown {
  if (!isMap(data) || !Array.isArray(data["stages"])) return data;
  return { ...data, stages: data["stages"].map(withFailover) };
}

/** `failover: off` means `failover: { mode: off }`. */
function withFailover(stage: unknown): unknown {
  if (!isMap(stage) || typeof stage["failover"] !== "string") return stage;
  return { ...stage, failover: { mode: stage["failover"] } };
}

function isMap(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

function ownName(hardware: string): string {
  return hardwareKind(hardware) ?? "";
}
