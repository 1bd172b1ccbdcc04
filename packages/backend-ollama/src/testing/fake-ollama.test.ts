import { afterEach, describe, expect, it } from "@jest/globals";
import { createWorkbench } from "../test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

async function post(url: string, path: string, body: unknown): Promise<{ status: number; lines: unknown[] }> {
  const response = await fetch(`${url}${path}`, { method: "POST", body: JSON.stringify(body) });
  const text = await response.text();
  return {
    status: response.status,
    lines: text
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line)),
  };
}

const ask = { model: "smollm2:135m", prompt: "Hi" };

// Each rule is one of the real engine, as recorded in ../fixtures.
describe("the fake engine", () => {
  it("gives logprobs only when they are asked for", async () => {
    const { url } = await bench.fake();
    const [plain, asked] = [
      await post(url, "/api/generate", ask),
      await post(url, "/api/generate", { ...ask, logprobs: true }),
    ];

    expect(plain.lines[0]).not.toHaveProperty("logprobs");
    expect(asked.lines[0]).toMatchObject({ response: "This", logprobs: [{ token: "This", logprob: -0.1 }] });
  });

  it.each([
    { limit: 2, texts: ["This", " is", ""], reason: "length" },
    { limit: 0, texts: ["This", " is", " fake", ".", ""], reason: "stop" },
    { limit: 9, texts: ["This", " is", " fake", ".", ""], reason: "stop" },
  ])("stops at num_predict $limit with $reason; 0 is no limit", async ({ limit, texts, reason }) => {
    const { url } = await bench.fake();
    const { lines } = await post(url, "/api/generate", { ...ask, options: { num_predict: limit } });

    expect(lines).toMatchObject(texts.map((response) => ({ response })));
    expect(lines.at(-1)).toMatchObject({ done: true, done_reason: reason });
  });

  it("only loads the model for an empty prompt, and counts nothing", async () => {
    const { url } = await bench.fake();
    const { lines } = await post(url, "/api/generate", { ...ask, prompt: "" });

    expect(lines).toMatchObject([{ response: "", done: true, done_reason: "load" }]);
    expect(lines[0]).not.toHaveProperty("eval_count");
  });

  it("cuts a long prompt in silence, unless it is told not to", async () => {
    const { url } = await bench.fake({ models: [{ name: "m", contextLength: 4 }] });
    const long = { model: "m", prompt: "one two three four five" };

    expect((await post(url, "/api/generate", long)).status).toBe(200);
    expect(await post(url, "/api/generate", { ...long, truncate: false })).toEqual({
      status: 400,
      lines: [{ error: "the input length exceeds the context length" }],
    });
  });

  it.each([
    { path: "/api/generate", body: { ...ask, model: "nope" }, status: 404, error: "model 'nope' not found" },
    { path: "/api/embed", body: { model: "nope", input: "x" }, status: 404, error: "model 'nope' not found" },
    {
      path: "/api/chat",
      body: { model: "all-minilm", messages: [{ role: "user", content: "x" }] },
      status: 400,
      error: '"all-minilm:latest" does not support chat',
    },
  ])("answers $status on $path: $error", async ({ path, body, status, error }) => {
    const { url } = await bench.fake();

    expect(await post(url, path, body)).toEqual({ status, lines: [{ error }] });
  });

  it("counts open requests, attempts, and keeps every request", async () => {
    const engine = await bench.fake({ answer: () => ({ kind: "tokens", tokens: ["on and "], ending: "never" }) });
    const caller = new AbortController();
    const call = await fetch(`${engine.url}/api/generate`, {
      method: "POST",
      body: JSON.stringify(ask),
      signal: caller.signal,
    });
    await fetch(`${engine.url}/api/version`).then((response) => response.text());

    await engine.whenOpen(1);
    expect({ status: call.status, open: engine.openRequests(), attempts: engine.attempts() }).toEqual({
      status: 200,
      open: 1,
      attempts: 1,
    });
    caller.abort();
    await engine.whenOpen(0);

    expect(engine.requests.map(({ path }) => path)).toEqual(["/api/generate", "/api/version"]);
    expect(engine.requests[0]?.body).toEqual(ask);
  });
});
