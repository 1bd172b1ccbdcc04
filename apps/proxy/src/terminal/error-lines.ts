/** What a person needs of an error: the message, and each violation on a line of its own. */
export function errorLines(error: {
  readonly message: string;
  readonly violations: ReadonlyArray<{ readonly field: string; readonly description: string }>;
}): readonly string[] {
  return [
    `compute-proxy: ${error.message}`,
    ...error.violations.map(({ field, description }) => `  ${field}: ${description}`),
  ];
}
