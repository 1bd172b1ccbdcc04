import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
// example
import { isProxyError, ProxyError, systemClock, timeLimit, untilAborted } from "@compute-proxy/core";

async function answerWithin(ms: number, answer: Promise<string>, signal: AbortSignal): Promise<string> {
  const late = () => new ProxyError("engine-timeout", `no answer within ${ms} ms`, { backend: "ollama-npu" });
  using limit = timeLimit(signal, ms, systemClock, late);
  return await untilAborted(answer, limit.signal);
}
// end

it("the README's example runs as it is printed", async () => {
  const { signal } = new AbortController();
  const never = new Promise<string>(() => undefined);

  expect(await answerWithin(60_000, Promise.resolve("Paris"), signal)).toBe("Paris");
  const error: unknown = await answerWithin(1, never, signal).catch((reason: unknown) => reason);
  expect(isProxyError(error) && [error.code, error.canFailOver, error.backend]).toEqual([
    "engine-timeout",
    true,
    "ollama-npu",
  ]);
});

it("the README prints this example", () => {
  const source = readFileSync(new URL(import.meta.url), "utf8");
  const example = /\/\/ example\n(.*)\/\/ end\n/su.exec(source)?.[1]?.trim() ?? "no example";

  expect(readFileSync(new URL("../README.md", import.meta.url), "utf8")).toContain(example);
});
