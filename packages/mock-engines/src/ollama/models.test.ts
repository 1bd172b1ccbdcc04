import { afterEach, describe, expect, it } from "@jest/globals";
import { faults } from "../faults/faults.js";
import { exchange } from "../test-bench/exchange.js";
import { createWorkbench } from "../test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

describe("the models of the Ollama API", () => {
  it("are two that are well, those that were named, and one for each fault of text or embeddings", async () => {
    const { url } = await bench.start({ models: ["smollm2:135m"] });
    const { text } = await exchange(url, { path: "/api/tags" });
    const names = (JSON.parse(text) as { models: Array<{ name: string }> }).models.map(({ name }) => name);

    expect(names.slice(0, 3)).toEqual(["mock:text", "mock:embed", "smollm2:135m"]);
    expect(names).toContain("fault:nan-embedding");
    expect(names).toContain("fault:endless");
    expect(names).not.toContain("fault:refuse");
    expect(names).not.toContain("fault:cut-wav");
    expect(names.every((name) => !name.startsWith("fault:") || Object.hasOwn(faults, name.slice(6)))).toBe(true);
  });

  it.each([
    { model: "mock:text", capabilities: ["completion"] },
    { model: "mock:embed", capabilities: ["embedding"] },
    { model: "smollm2:135m", capabilities: ["completion", "embedding"] },
    { model: "fault:reset", capabilities: ["completion", "embedding"] },
    { model: "fault:endless", capabilities: ["completion"] },
    { model: "fault:nan-embedding", capabilities: ["embedding"] },
    { model: "fault:cut?after=3&times=1", capabilities: ["completion", "embedding"] },
  ])("can do what their faults are about: $model", async ({ model, capabilities }) => {
    const { url } = await bench.start({ models: ["smollm2:135m"] });
    const { text } = await exchange(url, { path: "/api/show", body: JSON.stringify({ model }) });

    expect(JSON.parse(text)).toMatchObject({ capabilities });
  });

  it("are loaded once they were asked", async () => {
    const { url } = await bench.start({ models: ["all-minilm:latest"] });
    const ask = { path: "/api/generate", body: JSON.stringify({ model: "all-minilm", prompt: "x" }) };
    const psOf = async (): Promise<unknown> => JSON.parse((await exchange(url, { path: "/api/ps" })).text) as unknown;
    expect(await psOf()).toEqual({ models: [] });
    await exchange(url, ask);

    expect(await psOf()).toMatchObject({ models: [{ name: "all-minilm:latest", size_vram: 0 }] });
  });

  it("fail as often as their name says, each name for itself", async () => {
    const { url } = await bench.start();
    const statusOf = async (model: string): Promise<number> =>
      (await exchange(url, { path: "/api/generate", body: JSON.stringify({ model, prompt: "x" }) })).status;
    const [once, twice] = ["fault:http-500?times=1", "fault:http-500?times=2"];
    const statuses: number[] = [];
    for (const model of [once, twice, once, twice, twice]) statuses.push(await statusOf(model));

    expect(statuses).toEqual([500, 500, 200, 500, 200]);
  });
});
