import type { EarlyExitRule } from "../early-exit/fit-early-exit.js";
import { count, type FieldReader, finite, share } from "../model/model-fields.js";

/** A rule with its evidence, or why there is none. */
export function readEarlyExit(value: unknown, path: string, reader: FieldReader): EarlyExitRule {
  const kind: unknown = typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
  if (kind === "abort-under") {
    const fields = reader.object(value, path, ["kind", "theta", "good", "killed", "killedUpper"]);
    return {
      kind,
      theta: reader.number(fields["theta"], `${path}.theta`, finite),
      good: reader.number(fields["good"], `${path}.good`, count),
      killed: reader.number(fields["killed"], `${path}.killed`, count),
      killedUpper: reader.number(fields["killedUpper"], `${path}.killedUpper`, share),
    };
  }
  const because = "too-few-good-drafts";
  if (kind !== "never") {
    reader.complain(`${path}.kind`, "must be one of abort-under, never");
    return { kind: "never", because, good: 0, needed: 0 };
  }
  const fields = reader.object(value, path, ["kind", "because", "good", "needed"]);
  if (fields["because"] !== because) reader.complain(`${path}.because`, `must be "${because}"`);
  return {
    kind,
    because,
    good: reader.number(fields["good"], `${path}.good`, count),
    needed: reader.number(fields["needed"], `${path}.needed`, count),
  };
}
