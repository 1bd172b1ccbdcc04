import { Ajv, type ValidateFunction } from "ajv";

const compiled = new WeakMap<object, ValidateFunction>();

/** The check of a JSON schema, compiled once. Throws what ajv says when it is none. */
export function schemaCheck(schema: object): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const check = new Ajv({ strict: true, ownProperties: true }).compile(schema);
  compiled.set(schema, check);
  return check;
}
