import {
  ComputeServiceDefinition,
  type ComputeServiceImplementation,
  EmbedResponse,
  ExecutePipelineResponse,
  GenerateResponse,
  GenerateStreamResponse,
  PipelineStreamResponse,
} from "@compute-proxy/api";
import { createServer, ServerError, Status } from "nice-grpc";
import type { StartProxy } from "./proxy-under-test.js";
import { asked } from "./seen.js";

/**
 * A proxy as it is quickly written, and as several in the wild are: it reads lines until there are no more, takes whatever
 * came for the answer, and knows one engine. The rows must find it out.
 */
export const startNaive: StartProxy = async ([endpoint = ""]) => {
  const server = createServer();
  const closed = new AbortController();
  server.add(ComputeServiceDefinition, naive({ endpoint, signal: closed.signal }));
  const port = await server.listen("127.0.0.1:0");
  const close = async (): Promise<void> => {
    server.forceShutdown();
    closed.abort();
  };
  return { address: `127.0.0.1:${port}`, logged: undefined, close };
};

interface Engine {
  readonly endpoint: string;
  /** Aborts when the proxy closes, and not when a client leaves: that is one of the things it does badly. */
  readonly signal: AbortSignal;
}

function naive(engine: Engine): ComputeServiceImplementation {
  const all = async (prompt: string): Promise<string> => (await readAll(tokens(engine, prompt))).join("");
  const run = async (prompt: string): Promise<ExecutePipelineResponse> => succeeded(await all(prompt));
  return {
    generate: async ({ prompt }) => GenerateResponse.fromPartial({ response: await all(prompt) }),
    async *generateStream({ prompt }) {
      for await (const token of tokens(engine, prompt)) yield GenerateStreamResponse.fromPartial({ token });
      yield GenerateStreamResponse.fromPartial({ done: true });
    },
    embed: async ({ text }) => EmbedResponse.fromPartial({ embedding: await vector(engine, text) }),
    executePipeline: ({ input }) => run(input?.text ?? ""),
    async *executePipelineStream({ input }) {
      const texts: string[] = [];
      for await (const text of tokens(engine, input?.text ?? "")) {
        texts.push(text);
        yield PipelineStreamResponse.fromPartial({ event: { $case: "textDelta", value: { text } } });
      }
      yield PipelineStreamResponse.fromPartial({ event: { $case: "runEnd", value: succeeded(texts.join("")) } });
    },
    transcribe: missing,
    synthesize: missing,
    reportOutcome: missing,
    listPipelines: missing,
    getPipeline: missing,
    listBackends: missing,
    healthCheck: missing,
  };
}

function succeeded(text: string): ExecutePipelineResponse {
  return ExecutePipelineResponse.fromPartial({ success: true, finalOutput: { kind: { $case: "text", value: text } } });
}

function missing(): never {
  throw new ServerError(Status.UNIMPLEMENTED, "not what this proxy is for");
}

async function* tokens(engine: Engine, prompt: string): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder();
  let rest = "";
  try {
    const { body } = await post(engine, "/api/generate", { model: asked.text, prompt });
    const chunks: AsyncIterable<Uint8Array> | readonly Uint8Array[] = body ?? [];
    for await (const bytes of chunks) {
      const lines = (rest + decoder.decode(bytes)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield (JSON.parse(line) as { readonly response?: string }).response ?? "";
    }
  } catch {
    // Whatever came is the answer.
  }
}

async function vector(engine: Engine, input: string): Promise<number[]> {
  const response = await post(engine, "/api/embed", { model: asked.embedding, input });
  const { embeddings } = (await response.json()) as { readonly embeddings?: readonly number[][] };
  return embeddings?.[0] ?? [];
}

function post({ endpoint, signal }: Engine, path: string, body: object): Promise<Response> {
  return fetch(endpoint + path, { method: "POST", body: JSON.stringify(body), signal });
}

async function readAll(source: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const one of source) all.push(one);
  return all;
}
