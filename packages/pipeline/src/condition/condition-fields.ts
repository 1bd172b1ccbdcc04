/** Fields of `input`. */
export const inputFields = ["text", "variables", "messages", "data", "documents"] as const;
export type InputField = (typeof inputFields)[number];

/** Fields of `stages["id"]`. */
export const stageFields: readonly string[] = [
  "text",
  "success",
  "skipped",
  "confidence",
  "quality",
  "backend",
  "model",
  "forwarded",
  "attempt_count",
  "none_passed",
];

/** Fields that a type of stage never has. */
export const absentFields: ReadonlyMap<string, readonly string[]> = new Map([
  ["text_to_audio", ["text", "confidence", "quality"]],
  ["embedding", ["text", "confidence", "quality"]],
]);

/** Fields of `env`. */
export const envFields: readonly string[] = ["reachable"];

export const roots = ["input", "stages", "env"] as const;

export function isInputField(name: string | undefined): name is InputField {
  return inputFields.some((field) => field === name);
}
