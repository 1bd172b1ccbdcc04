import { readFileSync } from "node:fs";
import { afterAll, expect, it } from "@jest/globals";
// example
import { startMockEngines } from "@compute-proxy/mock-engines";

const engine = await startMockEngines({ api: "ollama", tokens: 8, pace: { ttftMs: 5 } });
const ask = async (model: string): Promise<string> => {
  const body = JSON.stringify({ model, prompt: "Is the light on?" });
  const response = await fetch(`${engine.url}/api/generate`, { method: "POST", body });
  return `${response.status} ${(await response.text()).split("\n").length - 1} lines`;
};

const answers = [await ask("mock:text"), await ask("fault:reset-in-stream").catch(() => "reset")];
await engine.setFault({ fault: "http-503", times: 1 });
answers.push(await ask("mock:text"), await ask("mock:text"));

const { attempts, endedOk, broken, open } = engine.counters();
// end

afterAll(() => engine.close());

it("the README's example runs as it is printed", () => {
  expect(answers).toEqual(["200 9 lines", "reset", "503 0 lines", "200 9 lines"]);
  expect({ attempts, endedOk, broken, open }).toEqual({ attempts: 4, endedOk: 3, broken: 1, open: 0 });
});

it("the README prints this example", () => {
  const source = readFileSync(new URL(import.meta.url), "utf8");
  const example = /\/\/ example\n(.*)\/\/ end\n/su.exec(source)?.[1]?.trim() ?? "no example";

  expect(readFileSync(new URL("../README.md", import.meta.url), "utf8")).toContain(example);
});
