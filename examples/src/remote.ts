import { parseArgs } from "node:util";
import { createComputeClient } from "@compute-proxy/client";
import { runProgram, type Streams } from "./program.ts";

const options = {
  address: { type: "string", default: "127.0.0.1:50051" },
  text: { type: "string", default: "What is the capital of France?" },
} as const;

/** Asks a proxy whose backends are of type remote, and shows which machine answered. */
export async function main(args: readonly string[], { out }: Streams): Promise<void> {
  const { address, text } = parseArgs({ args: [...args], options }).values;
  const client = createComputeClient({ address, deadlineMs: 60_000 });
  try {
    const { backends } = await client.listBackends({ typeFilter: "remote" });
    if (backends.length === 0) throw new Error("this proxy has no backend of type remote");
    const endpoints = new Map(backends.map(({ backend }) => [backend?.id, backend?.endpoint]));
    for (const { backend, health } of backends) out.write(`${backend?.id} at ${backend?.endpoint}: ${health}\n`);

    const { backendUsed, response } = await client.generate({ prompt: text });
    out.write(`answered by ${backendUsed} at ${endpoints.get(backendUsed) ?? "this machine"}: ${response}\n`);
  } finally {
    client.close();
  }
}

if (import.meta.main) await runProgram(main);
