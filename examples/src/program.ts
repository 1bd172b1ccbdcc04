/** Where a program writes; `process` has it, and so has a test. */
export interface Streams {
  readonly out: {
    write(text: string): unknown;
    /** How wide a terminal is; absent or 0 where the text goes into a file. */
    readonly columns?: number | undefined;
  };
}

/** Runs a program on the words of the command line. An error is one line, and exit code 1. */
export async function runProgram(main: (args: readonly string[], streams: Streams) => Promise<void>): Promise<void> {
  try {
    await main(process.argv.slice(2), { out: process.stdout });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
