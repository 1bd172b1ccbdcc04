import { ComputeServiceDefinition, type GenerateRequest } from "@compute-proxy/api";
import { createServer } from "nice-grpc";
import { Agent } from "undici";

/** The barest server that forwards to an engine: no checks, no limits, no routing, no record of what happened. */
const engine = process.argv[2] ?? "";
const agent = new Agent({ connections: 256 });
const { generate, generateStream } = ComputeServiceDefinition.methods;

/** The text of an engine's answer, a line of its answer at a time. */
async function* textOf({ model, prompt, options }: GenerateRequest): AsyncGenerator<string, void> {
  const body = JSON.stringify({ model, prompt, stream: true, options: { num_predict: options?.maxTokens } });
  const headers = { "content-type": "application/json" };
  const response = await agent.request({ origin: engine, path: "/api/generate", method: "POST", headers, body });
  let rest = "";
  for await (const chunk of response.body.setEncoding("utf8") as AsyncIterable<string>) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield (JSON.parse(line) as { response: string }).response;
  }
}

const server = createServer({ "grpc.max_concurrent_streams": 256 });
server.add(
  { ...ComputeServiceDefinition, methods: { generate, generateStream } },
  {
    async generate(request: GenerateRequest) {
      let response = "";
      for await (const text of textOf(request)) response += text;
      return { response, backendUsed: "floor" };
    },
    async *generateStream(request: GenerateRequest) {
      for await (const token of textOf(request)) yield { token, backendUsed: "floor" };
    },
  },
);
console.log(JSON.stringify({ address: `127.0.0.1:${await server.listen("127.0.0.1:0")}` }));
process.once("SIGTERM", () => server.forceShutdown());
process.once("SIGTERM", () => void agent.destroy());
