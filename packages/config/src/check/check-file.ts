import type { Problem } from "../problem.js";
import type { JsonSchema } from "../schema/json-schema.js";
import type { Complaint } from "../yaml/complaint.js";
import { loadYaml } from "../yaml/load-yaml.js";
import type { Marks } from "../yaml/marks.js";
import { offsetInScalar } from "../yaml/offset-in-scalar.js";
import { checkSchema } from "./check-schema.js";
import type { Finding, SchemaFinding } from "./finding.js";
import { prune } from "./prune.js";

/** A file whose form is sound, as far as the schema tells. */
export type CheckedFile =
  | {
      readonly kind: "checked";
      /** Without what the schema refused. */
      readonly data: Readonly<Record<string, unknown>>;
      readonly findings: readonly SchemaFinding[];
      /** Findings with where they stand, in the order of the file. */
      readonly locate: (findings: readonly Finding[]) => readonly Problem[];
    }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/** Reads a text as YAML and holds it against a schema. Refused is what is no YAML, or no map. */
export function checkFile(text: string, file: string, schema: JsonSchema): CheckedFile {
  const loaded = loadYaml(text, file);
  if (loaded.kind === "refused") return loaded;
  const locate = (findings: readonly Finding[]): readonly Problem[] =>
    loaded.toProblems(findings.map((finding) => complaintOf(finding, loaded.marks, text)));
  const findings = checkSchema(loaded.data, schema);
  const data = prune(loaded.data, findings);
  if (!isMap(data)) return { kind: "refused", problems: locate(findings) };
  return { kind: "checked", data, findings, locate };
}

function complaintOf({ path, message, atKey, offset }: Finding, marks: Marks, text: string): Complaint {
  const { key, value, scalar, through } = marks.at(path);
  const place = offset !== undefined && scalar ? offsetInScalar(text, scalar, offset) : value;
  return { offset: atKey === true ? (key ?? value) : place, message, through };
}

function isMap(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
