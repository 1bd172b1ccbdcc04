import { runCommand } from "../run-command.ts";

/** Builds what is not built yet, with one line that says how long it took. Throws with the build's output when it fails. */
export async function buildFirst(notes: NodeJS.WritableStream): Promise<void> {
  const began = performance.now();
  notes.write("building (about half a minute the first time) ...\n");
  const { code, output } = await runCommand("turbo", ["run", "build", "--output-logs=errors-only", "--ui=stream"], {
    output: "capture",
  });
  if (code !== 0) throw new Error(`the build failed:\n${output}`);
  notes.write(`built in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}
