import { parseArgs } from "node:util";
import { createComputeClient, type TextStep, textStream } from "@compute-proxy/client";
import { runProgram, type Streams } from "./program.ts";
import { screenText } from "./screen-text.ts";

const options = {
  address: { type: "string", default: "127.0.0.1:50051" },
  pipeline: { type: "string", default: "adaptive-text" },
  text: { type: "string", default: "Explain AI" },
} as const;

/**
 * Shows an answer while it is written. On a terminal, provisional text is dim, and disappears when the proxy takes it back. Into a
 * file, where nothing can be taken back, only the answer goes.
 */
export async function main(args: readonly string[], { out }: Streams): Promise<void> {
  const { address, pipeline, text } = parseArgs({ args: [...args], options }).values;
  const client = createComputeClient({ address, deadlineMs: 300_000 });
  try {
    await watch(textStream(client.streamPipeline(pipeline, text)), out);
  } finally {
    client.close();
  }
}

/** Shows the steps of a text until its end. Throws what the steps throw: then what is shown is no answer. */
export async function watch(steps: AsyncIterable<TextStep<unknown>>, out: Streams["out"]): Promise<void> {
  const { columns } = out;
  const screen = columns ? screenText({ write: (text) => out.write(text), columns }) : undefined;
  try {
    for await (const step of steps) {
      const isEnd = step.kind === "end";
      if (screen) screen.show(isEnd ? (step.text ?? "") : step.current, step.kind === "text" && step.provisional);
      else if (isEnd) out.write(`${step.text ?? ""}\n`);
    }
  } finally {
    if (screen) out.write("\n");
  }
}

if (import.meta.main) await runProgram(main);
