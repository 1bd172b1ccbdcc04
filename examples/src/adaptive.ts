import { parseArgs } from "node:util";
import { createComputeClient, textOf } from "@compute-proxy/client";
import { runProgram, type Streams } from "./program.ts";

const options = {
  address: { type: "string", default: "127.0.0.1:50051" },
  text: { type: "string", default: "Explain AI" },
} as const;

/** Runs adaptive-text and shows every attempt, and why the question was handed on. */
export async function main(args: readonly string[], { out }: Streams): Promise<void> {
  const { address, text } = parseArgs({ args: [...args], options }).values;
  const client = createComputeClient({ address, deadlineMs: 300_000 });
  try {
    for await (const { event } of client.streamPipeline("adaptive-text", text)) {
      if (event?.$case === "attemptStart") {
        const { number, backend, model } = event.value;
        out.write(`attempt ${number}: ${model} on ${backend}\n`);
      }
      if (event?.$case === "attemptEnd" && event.value.attempt) {
        const { outcome, message } = event.value.attempt;
        out.write(`  ${outcome}: ${message}\n`);
      }
      if (event?.$case === "forwarded") {
        const { kind, fromBackend, toBackend } = event.value;
        out.write(`  ${kind} from ${fromBackend} to ${toBackend}\n`);
      }
      if (event?.$case === "runEnd") {
        if (event.value.success !== true) throw new Error(event.value.error?.message ?? "the run failed");
        out.write(`${textOf(event.value)}\n`);
      }
    }
  } finally {
    client.close();
  }
}

if (import.meta.main) await runProgram(main);
