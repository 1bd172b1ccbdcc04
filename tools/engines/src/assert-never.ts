/** Ends a `switch` over a closed set: the compiler complains when a member has no case. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
