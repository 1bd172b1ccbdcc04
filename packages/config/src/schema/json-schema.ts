/** What a value may be. */
export type JsonType = "object" | "array" | "string" | "integer" | "number" | "boolean";

/** The part of JSON Schema (draft 7) that our schemas use. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: string | number | boolean;
  readonly examples?: readonly unknown[];
  readonly type: JsonType | readonly JsonType[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly maxProperties?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  /** What a text must look like, for messages. */
  readonly "x-rule"?: string;
  /** Texts that may stand in place of the map, for messages. */
  readonly "x-short-forms"?: readonly string[];
  /** Keys that are known elsewhere, with the title of the map that they belong in. */
  readonly "x-belongs-in"?: Readonly<Record<string, string>>;
  /** Keys that are known and come later, with what they come with. */
  readonly "x-not-supported-yet"?: Readonly<Record<string, string>>;
}

/** Our own keywords, which a validator has to be told of. */
export const ownKeywords = ["x-rule", "x-short-forms", "x-belongs-in", "x-not-supported-yet"] as const;
