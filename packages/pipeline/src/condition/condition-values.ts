import type { CelInput } from "@bufbuild/cel";
import type { PipelineInput } from "@compute-proxy/api";
import { ProxyError } from "@compute-proxy/core";
import { conditionLimits } from "./condition-limits.js";
import type { ConditionUse } from "./condition-use.js";

/** What a condition sees of a stage. Undefined: not there, and reading it is an error that suggests has(). */
interface ConditionStageValues {
  readonly success: boolean;
  readonly skipped: boolean;
  readonly text?: string | undefined;
  readonly confidence?: number | undefined;
  /** 1 or 0. */
  readonly quality?: number | undefined;
  readonly backend?: string | undefined;
  /** The engine's name for the model. */
  readonly model?: string | undefined;
  readonly forwarded?: boolean | undefined;
  readonly attemptCount?: number | undefined;
  readonly nonePassed?: boolean | undefined;
}

/** The values of one run. */
export interface ConditionValues {
  /** The run's input. */
  readonly input: Pick<PipelineInput, "text" | "variables" | "messages" | "data" | "documents">;
  /** The earlier stages by id. */
  readonly stages: ReadonlyMap<string, ConditionStageValues>;
  readonly env: {
    /** By backend id. */
    readonly reachable: ReadonlyMap<string, boolean>;
  };
}

/** The variables of CEL. Only what the condition reads of the input is converted. */
export interface ConditionBindings {
  readonly input: ReadonlyMap<string, CelInput>;
  readonly stages: ReadonlyMap<string, ReadonlyMap<string, CelInput>>;
  readonly env: ReadonlyMap<string, CelInput>;
}

/** Throws `condition-failed` when the input that the condition reads has too many entries. */
export function toBindings(values: ConditionValues, use: ConditionUse): ConditionBindings {
  const convert = converter();
  const { input } = values;
  const all = { ...input, documents: input.documents?.documents };
  const read = use.inputFields.filter((field) => all[field] !== undefined);
  return {
    input: new Map(read.map((field) => [field, convert(all[field], field)] as const)),
    stages: new Map([...values.stages].map(([id, stage]) => [id, stageMap(stage)] as const)),
    env: new Map([["reachable", values.env.reachable]]),
  };
}

function stageMap(stage: ConditionStageValues): ReadonlyMap<string, CelInput> {
  // CEL's int is a bigint.
  const attempts = stage.attemptCount === undefined ? undefined : BigInt(stage.attemptCount);
  const entries: readonly (readonly [string, CelInput | undefined])[] = [
    ["success", stage.success],
    ["skipped", stage.skipped],
    ["text", stage.text],
    ["confidence", stage.confidence],
    ["quality", stage.quality],
    ["backend", stage.backend],
    ["model", stage.model],
    ["forwarded", stage.forwarded],
    ["attempt_count", attempts],
    ["none_passed", stage.nonePassed],
  ];
  return new Map(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

/** Turns JSON values into CEL's. Objects become maps: CEL tells the kind of a plain object by its properties. */
function converter(): (value: unknown, field: string) => CelInput {
  let entries = 0;
  function count(more: number, field: string): void {
    entries += more;
    if (entries > conditionLimits.entries) throw tooMany(field);
  }
  return function convert(value, field): CelInput {
    if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string")
      return value;
    if (Array.isArray(value)) {
      count(value.length, field);
      return value.map((item: unknown) => convert(item, field));
    }
    const present = Object.entries(value ?? {}).filter(([, item]) => item !== undefined);
    count(present.length, field);
    return new Map(present.map(([name, item]) => [name, convert(item, field)] as const));
  };
}

function tooMany(field: string): ProxyError {
  const limit = conditionLimits.entries;
  return new ProxyError("condition-failed", `a condition reads at most ${limit} entries, and input.${field} has more`);
}
