/** Ends a `switch` over a union: a new member is a type error here, and an exception should one slip through. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
