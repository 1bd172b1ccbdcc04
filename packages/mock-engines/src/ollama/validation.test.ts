import { afterEach, describe, expect, it } from "@jest/globals";
import { exchange, type RawRequest } from "../test-bench/exchange.js";
import { createWorkbench, linesOf } from "../test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

const generate = (body: object): RawRequest => ({
  path: "/api/generate",
  body: JSON.stringify({ model: "mock:text", prompt: "Hi", ...body }),
});
const post = (path: string, body: string | object): RawRequest => ({
  method: "POST",
  path,
  body: typeof body === "string" ? body : JSON.stringify(body),
});

// Each row is what Ollama 0.24.0 does.
describe("a request that Ollama refuses", () => {
  it.each<{ request: RawRequest; status: number; error: string }>([
    { request: post("/api/generate", ""), status: 400, error: "missing request body" },
    { request: post("/api/generate", '{"model":'), status: 400, error: "unexpected EOF" },
    {
      request: post("/api/generate", "hello"),
      status: 400,
      error: "invalid character 'h' looking for beginning of value",
    },
    {
      request: post("/api/generate", "[]"),
      status: 400,
      error: "json: cannot unmarshal array into Go value of type api.Request",
    },
    {
      request: generate({ prompt: 7 }),
      status: 400,
      error: "json: cannot unmarshal number into Go struct field Request.prompt of type string",
    },
    { request: generate({ model: "nope:1b" }), status: 404, error: "model 'nope:1b' not found" },
    { request: generate({ model: "" }), status: 404, error: "model '' not found" },
    { request: generate({ model: "fault:nope" }), status: 404, error: "model 'fault:nope' not found" },
    { request: generate({ model: "fault:refuse" }), status: 404, error: "model 'fault:refuse' not found" },
    {
      request: generate({ model: "fault:cut?x=1" }),
      status: 400,
      error: 'fault "cut" has no parameter "x"; it has after',
    },
    {
      request: generate({ options: { num_predict: "many" } }),
      status: 500,
      error: 'option "num_predict" must be of type integer',
    },
    { request: generate({ top_logprobs: 21 }), status: 400, error: "top_logprobs must be between 0 and 20" },
    { request: generate({ suffix: "end" }), status: 400, error: '"mock:text" does not support insert' },
    {
      request: post("/api/chat", { model: "mock:text", messages: [], tools: [{}] }),
      status: 400,
      error: '"mock:text" does not support tools',
    },
    { request: generate({ model: "mock:embed" }), status: 400, error: '"mock:embed" does not support generate' },
    {
      request: generate({ prompt: "word ".repeat(100), truncate: false, options: { num_ctx: 64 } }),
      status: 400,
      error: "the input length exceeds the context length",
    },
    {
      request: post("/api/embed", { model: "nope", input: "x" }),
      status: 404,
      error: 'model "nope" not found, try pulling it first',
    },
    { request: post("/api/embed", { model: "mock:embed", input: [1] }), status: 400, error: "invalid input type" },
    {
      request: post("/api/embed", { model: "mock:embed", input: "word ".repeat(600), truncate: false }),
      status: 400,
      error: "the input length exceeds the context length",
    },
    { request: post("/api/show", { model: "nope" }), status: 404, error: "model 'nope' not found" },
  ])("gets $status, $error", async ({ request, status, error }) => {
    const { url } = await bench.start({ api: "ollama" });
    const seen = await exchange(url, request);

    expect({ status: seen.status, body: linesOf(seen.text) }).toEqual({ status, body: [{ error }] });
    expect(seen.headers["content-type"]).toBe("application/json; charset=utf-8");
  });

  it.each([
    { method: "GET", path: "/api/generate", status: 405, text: "405 method not allowed" },
    { method: "POST", path: "/api/tags", status: 405, text: "405 method not allowed" },
    { method: "GET", path: "/inference", status: 404, text: "404 page not found" },
  ] as const)("gets $status in plain text: $method $path", async ({ method, path, ...expected }) => {
    const { url } = await bench.start({ api: "ollama" });

    expect(await exchange(url, { method, path })).toMatchObject({
      ...expected,
      headers: { "content-type": "text/plain" },
    });
  });
});
