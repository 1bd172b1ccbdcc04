import { ProxyError } from "@compute-proxy/core";

/** Counts the calls under way, so that a server can stop when the last one has ended. */
export class OpenCalls {
  #open = 0;
  #draining = false;
  readonly #idle = Promise.withResolvers<void>();
  readonly #admit: () => void;

  /** `admit` throws when the server can take no call for other reasons than a drain. */
  constructor(admit: () => void = () => undefined) {
    this.#admit = admit;
  }

  /** Whether new calls are refused. */
  get draining(): boolean {
    return this.#draining;
  }

  /** Counts a call until the result is disposed. Throws shutting-down once the server drains, and what `admit` throws. */
  begin(): Disposable {
    if (this.#draining) throw new ProxyError("shutting-down", "the server is shutting down and takes no new calls");
    this.#admit();
    this.#open += 1;
    return { [Symbol.dispose]: () => this.#end() };
  }

  /** Refuses new calls from now on. Resolves when no call is open. */
  drain(): Promise<void> {
    this.#draining = true;
    if (this.#open === 0) this.#idle.resolve();
    return this.#idle.promise;
  }

  #end(): void {
    this.#open -= 1;
    if (this.#draining && this.#open === 0) this.#idle.resolve();
  }
}
