/** Writes a text somewhere and says when it is there, or why it is not. */
export type WriteText = (text: string, done: (error?: Error | null) => void) => void;

/** How many lines may wait, and what is said of those that could not. */
export interface LinePlan {
  /** Characters that may wait to be written. Default 1 Mi. */
  readonly limit?: number;
  /** The line for so many lines that were lost. */
  readonly notice: (lost: number) => string;
}

const standardLimit = 1024 * 1024;

/**
 * Lines on their way out. A destination that is slow, full or gone never holds the caller up and never fills the memory: lines
 * that do not fit or cannot be written are dropped, and the next line that can be written says how many.
 */
export class BoundedLines {
  readonly #write: WriteText;
  readonly #limit: number;
  readonly #notice: (lost: number) => string;
  #waiting: string[] = [];
  /** Of what waits and of what is being written. */
  #size = 0;
  #isWriting = false;
  #hasFailed = false;
  #lost = 0;
  #whenIdle: Array<() => void> = [];

  constructor(write: WriteText, { limit = standardLimit, notice }: LinePlan) {
    this.#write = write;
    this.#limit = limit;
    this.#notice = notice;
  }

  /** Takes a line with its end, or drops it. Never throws. */
  write(line: string): void {
    if (this.#size + line.length > this.#limit) {
      this.#lost += 1;
      return;
    }
    this.#waiting.push(line);
    this.#size += line.length;
    if (!this.#isWriting) this.#next();
  }

  /** Resolves when nothing waits. */
  flushed(): Promise<void> {
    if (!this.#isWriting) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  #next(): void {
    const lines = this.#waiting;
    const lost = this.#lost;
    const text = lines.join("");
    // A write that failed may have left half a line.
    const head = `${this.#hasFailed ? "\n" : ""}${lost > 0 ? this.#notice(lost) : ""}`;
    this.#waiting = [];
    this.#lost = 0;
    this.#isWriting = true;
    this.#write(head + text, (error) => {
      const failed = error !== undefined && error !== null;
      this.#isWriting = false;
      this.#hasFailed = failed;
      this.#size -= text.length;
      if (failed) this.#lost += lost + lines.length;
      this.#goOn(failed);
    });
  }

  #goOn(failed: boolean): void {
    if (this.#waiting.length > 0 || (this.#lost > 0 && !failed)) this.#next();
    else for (const resolve of this.#whenIdle.splice(0)) resolve();
  }
}
