interface Told {
  readonly message: string;
  readonly violations: ReadonlyArray<{ readonly field: string; readonly description: string }>;
}

/** What a person needs of an error: the message, and each violation that it does not tell on a line of its own. */
export function errorLines({ message, violations }: Told): readonly string[] {
  const untold = violations.filter(
    ({ field, description }) => !(message.includes(field) && message.includes(description)),
  );
  return [`compute-proxy: ${message}`, ...untold.map(({ field, description }) => `  ${field}: ${description}`)];
}
