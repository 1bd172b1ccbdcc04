import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { didYouMean, printable } from "@compute-proxy/core";
import { schemaCheck } from "../graders/structure/schema-check.js";
import { type Question } from "./question.js";
import { questionSchema } from "./question-schema.js";

let check: ValidateFunction<Question> | undefined;

/** A line that is a question, or what is wrong with it. */
export type CheckedQuestion =
  | { readonly kind: "question"; readonly question: Question }
  | { readonly kind: "problem"; readonly problem: string };

export function checkQuestion(value: unknown): CheckedQuestion {
  check ??= new Ajv({ strict: true, strictRequired: false, discriminator: true, verbose: true }).compile<Question>(
    questionSchema,
  );
  if (!check(value)) return { kind: "problem", problem: inWords(check.errors?.[0]) };
  const problem = jsonGraderProblem(value);
  return problem === undefined ? { kind: "question", question: value } : { kind: "problem", problem };
}

/** What a schema cannot say of another schema. */
function jsonGraderProblem({ grader }: Question): string | undefined {
  if (grader.kind !== "json") return undefined;
  if (!("value" in grader) && !grader.schema) return "grader: needs `value`, `schema` or both";
  try {
    if (grader.schema) schemaCheck(grader.schema);
    return undefined;
  } catch (error) {
    return `grader.schema: is no JSON schema: ${printable(error instanceof Error ? error.message : "")}`;
  }
}

function inWords(error: ErrorObject | undefined): string {
  if (!error) return "is no question";
  const place = error.instancePath.slice(1).replaceAll("/", ".");
  return place === "" ? explain(error) : `${printable(place)}: ${explain(error)}`;
}

function explain({ keyword, params, parentSchema, message = "is wrong" }: ErrorObject): string {
  const known = Object.keys((parentSchema?.["properties"] as object | undefined) ?? {});
  switch (keyword) {
    case "additionalProperties": {
      const key = String(params["additionalProperty"]);
      return `unknown key "${printable(key)}"${didYouMean(key, known)}`;
    }
    case "required":
      return `key "${String(params["missingProperty"])}" is missing`;
    case "discriminator":
      return unknownTag(String(params["tag"]), params["tagValue"], parentSchema);
    case "enum":
      return `must be one of ${JSON.stringify(params["allowedValues"])}`;
    default:
      return message;
  }
}

function unknownTag(tag: string, value: unknown, parentSchema: object | undefined): string {
  const siblings = (
    (parentSchema as { oneOf?: readonly { properties: Record<string, { const?: string }> }[] }).oneOf ?? []
  ).flatMap(({ properties }) => properties[tag]?.const ?? []);
  if (typeof value !== "string") return `key "${tag}" must be one of ${siblings.join(", ")}`;
  return `unknown ${tag} "${printable(value)}"${didYouMean(value, siblings)}; there are ${siblings.join(", ")}`;
}
