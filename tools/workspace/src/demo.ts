import { parseArgs } from "node:util";
import { buildFirst } from "./demo/build-first.ts";
import { runWords, serveDemo } from "./demo/serve-demo.ts";
import { runCommand } from "./run-command.ts";

const pipeline = "adaptive-text";
const question = "Explain quantum physics";
const configuration = "config/demo.yaml";

try {
  const { values } = parseArgs({ options: { stay: { type: "boolean", default: false } } });
  process.exitCode = await demo(values.stay);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function demo(stay: boolean): Promise<number> {
  await buildFirst(process.stderr);
  const server = await serveDemo(configuration, stay ? 50_051 : 0);
  try {
    console.error(`serving ${configuration} on ${server.address}; asking ${pipeline}: ${question}\n`);
    const { code } = await runCommand(process.execPath, runWords(server.address, pipeline, question));
    console.error(hints(stay ? server.address : undefined));
    return stay ? await stopped(server) : code;
  } finally {
    await server.stop();
  }
}

/** What to try next, with the address of the server where one stays. */
function hints(address: string | undefined): string {
  const grpcurl = `grpcurl -plaintext -d '{"pipeline_id":"${pipeline}","input":{"text":"Explain AI"}}' ${address ?? "127.0.0.1:50051"} compute.v1.ComputeService.ExecutePipeline`;
  const staying =
    address === undefined
      ? "\n  npm run demo -- --stay        keep the server running, for grpcurl and your own client"
      : "";
  return `
That was real gRPC; the engine was simulated, and every attempt says so. Next:${staying}
  node_modules/.bin/compute-proxy run ${pipeline} --config ${configuration} --text "What is the capital of France?"
  ${grpcurl}
  npm run engines               real engines on this machine; then: npm start -- --config config/local.yaml`;
}

/** Until Ctrl-C, or until the server ends by itself. */
function stopped({ ended }: { readonly ended: Promise<number> }): Promise<number> {
  const interrupted = new Promise<number>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve(0));
  });
  return Promise.race([ended, interrupted]);
}
