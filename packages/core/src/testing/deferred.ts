/** A promise whose end the test decides. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(reason: unknown): void;
}

/** Makes one. */
export function deferred<T = void>(): Deferred<T> {
  return Promise.withResolvers<T>();
}
