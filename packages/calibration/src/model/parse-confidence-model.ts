import { didYouMean, printable } from "@compute-proxy/core";
import type { Calibration } from "../fit/calibration.js";
import type { ConfidenceModel } from "./confidence-model.js";
import { finishReading } from "./finish-reading.js";
import { count, type FieldReader, fieldReader, finite, notNegative, positive, share } from "./model-fields.js";

const modelKeys = [
  "version",
  "features",
  "mean",
  "scale",
  "weights",
  "bias",
  "calibration",
  "labels",
  "brier",
  "ece",
  "fittedOn",
];

const wholeModel = "the model";

/**
 * A model from JSON. `known` are the features that the caller can measure: a model that asks for another could never
 * score. Throws `invalid-request` with one violation for everything that is wrong; the message names `name`, such as a
 * file, and the first.
 */
export function parseConfidenceModel(value: unknown, known: readonly string[], name = "calibration"): ConfidenceModel {
  const reader = fieldReader();
  const model = readModel(value, known, reader);
  finishReading(reader, name);
  return model;
}

/** A model inside another file: complaints are noted with the path of the model in front. */
export function readConfidenceModel(
  value: unknown,
  path: string,
  known: readonly string[],
  reader: FieldReader,
): ConfidenceModel {
  const own = fieldReader();
  const model = readModel(value, known, own);
  for (const { field, description } of own.violations) {
    reader.complain(field === wholeModel ? path : `${path}.${field}`, description);
  }
  return model;
}

function readModel(value: unknown, known: readonly string[], reader: FieldReader): ConfidenceModel {
  const fields = reader.object(value, wholeModel, modelKeys);
  if (fields["version"] !== 2) reader.complain("version", "must be 2, the only one that this program reads");
  const features = reader.list(fields["features"], "features", (item, path) => readFeature(item, path, known, reader));
  const column = (key: string, rule = finite): number[] => {
    const list = reader.list(fields[key], key, (item, path) => reader.number(item, path, rule));
    if (list.length !== features.length) {
      reader.complain(key, `must have a number for each of the ${features.length} features, has ${list.length}`);
    }
    return list;
  };
  return {
    version: 2,
    features,
    mean: column("mean"),
    scale: column("scale", positive),
    weights: column("weights"),
    bias: reader.number(fields["bias"], "bias", finite),
    calibration: readCalibration(fields["calibration"], reader),
    labels: reader.number(fields["labels"], "labels", count),
    ...(fields["brier"] !== undefined && { brier: reader.number(fields["brier"], "brier", share) }),
    ...(fields["ece"] !== undefined && { ece: reader.number(fields["ece"], "ece", share) }),
    fittedOn: readFittedOn(fields["fittedOn"], reader),
  };
}

function readFeature(value: unknown, path: string, known: readonly string[], reader: FieldReader): string {
  const name = reader.text(value, path);
  if (typeof value === "string" && !known.includes(name)) {
    reader.complain(path, `is "${printable(name)}", which is not measured here${didYouMean(name, known)}`);
  }
  return name;
}

function readFittedOn(value: unknown, reader: FieldReader): ConfidenceModel["fittedOn"] {
  const fields = reader.object(value, "fittedOn", ["model", "task", "set"]);
  return {
    model: reader.text(fields["model"], "fittedOn.model"),
    task: reader.text(fields["task"], "fittedOn.task"),
    set: reader.text(fields["set"], "fittedOn.set"),
  };
}

function readCalibration(value: unknown, reader: FieldReader): Calibration {
  const path = "calibration";
  const kind: unknown = typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
  if (kind === "none") {
    reader.object(value, path, ["kind"]);
    return { kind };
  }
  if (kind === "platt") {
    const fields = reader.object(value, path, ["kind", "slope", "intercept"]);
    const slope = reader.number(fields["slope"], `${path}.slope`, notNegative);
    return { kind, slope, intercept: reader.number(fields["intercept"], `${path}.intercept`, finite) };
  }
  if (kind === "isotonic") return readIsotonic(value, path, reader);
  reader.complain(`${path}.kind`, "must be one of none, platt, isotonic");
  return { kind: "none" };
}

function readIsotonic(value: unknown, path: string, reader: FieldReader): Calibration {
  const fields = reader.object(value, path, ["kind", "scores", "values"]);
  const scores = reader.list(fields["scores"], `${path}.scores`, (item, at) => reader.number(item, at, finite));
  const values = reader.list(fields["values"], `${path}.values`, (item, at) => reader.number(item, at, share));
  if (scores.length === 0 || scores.length !== values.length) {
    reader.complain(
      path,
      `must have as many values as scores and at least one; has ${values.length} and ${scores.length}`,
    );
  }
  if (!ascends(scores, (before, after) => before < after)) reader.complain(`${path}.scores`, "must ascend");
  if (!ascends(values, (before, after) => before <= after)) reader.complain(`${path}.values`, "must never fall");
  return { kind: "isotonic", scores, values };
}

function ascends(numbers: readonly number[], inOrder: (before: number, after: number) => boolean): boolean {
  return numbers.slice(1).every((number, index) => inOrder(numbers[index] ?? Number.NaN, number));
}
