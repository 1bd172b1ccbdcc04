import { type JsonGrader } from "../grader.js";
import { spokenText } from "../text/spoken-text.js";
import { bad, good, type Verdict } from "../verdict.js";
import { jsonEqual } from "./json-equal.js";
import { jsonInText } from "./json-in-text.js";
import { schemaCheck } from "./schema-check.js";

export function gradeJson(grader: JsonGrader, answer: string): Verdict {
  const found = jsonInText(spokenText(answer));
  if (found.kind === "none") return bad(found.why);
  if (grader.schema && !schemaCheck(grader.schema)(found.value)) return bad("the JSON does not match the schema");
  if ("value" in grader && !jsonEqual(grader.value, found.value)) return bad("the JSON has other values");
  return good("the JSON is as expected");
}
