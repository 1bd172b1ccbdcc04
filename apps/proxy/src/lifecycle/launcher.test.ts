import { afterEach, describe, expect, it } from "@jest/globals";
import { lifecycleBench, question } from "../testing/lifecycle-bench.js";
import { saysItIsOld } from "../testing/preloads.js";

const bench = lifecycleBench();
afterEach(() => bench.clear());

describe("the launcher under a Node that is too old", () => {
  it("serves with the repository's own, and hands SIGTERM and the exit code on", async () => {
    const engine = await bench.engine();
    const server = await bench.serve(await bench.configFile(engine.url), { preload: saysItIsOld });
    const client = bench.client(server.address);
    const { backendUsed } = await client.generate(question);

    server.child.kill("SIGTERM");
    const code = await server.exited;

    expect(backendUsed).toBe("only");
    expect(code).toBe(0);
    expect(server.notes()).toContain("draining");
    await expect(client.generate(question)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });
});
