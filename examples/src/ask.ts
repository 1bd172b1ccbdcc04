import { parseArgs } from "node:util";
import { createComputeClient } from "@compute-proxy/client";
import { runProgram, type Streams } from "./program.ts";

const options = {
  address: { type: "string", default: "127.0.0.1:50051" },
  text: { type: "string", default: "What is the capital of France?" },
} as const;

/** Asks twice without a pipeline: for the whole answer, and for its tokens as they are written. */
export async function main(args: readonly string[], { out }: Streams): Promise<void> {
  const { address, text } = parseArgs({ args: [...args], options }).values;
  const client = createComputeClient({ address, deadlineMs: 60_000 });
  try {
    const answer = await client.generate({ prompt: text });
    out.write(`whole, from ${answer.backendUsed}: ${answer.response}\n`);

    out.write("by token:");
    for await (const { token } of client.generateStream({ prompt: text })) {
      if (token !== "") out.write(` [${token.trim()}]`);
    }
    out.write("\n");
  } finally {
    client.close();
  }
}

if (import.meta.main) await runProgram(main);
