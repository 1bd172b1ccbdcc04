import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { systemClock } from "@compute-proxy/core";
import { openProxy } from "@compute-proxy/proxy";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { pino } from "pino";
import { main as adaptive } from "./adaptive.ts";
import { main as ask } from "./ask.ts";
import { main as remote } from "./remote.ts";
import { main as watch } from "./watch.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const configFile = fileURLToPath(new URL("../../config/demo.yaml", import.meta.url));
let proxy: Awaited<ReturnType<typeof openProxy>>;

beforeAll(async () => {
  proxy = await openProxy({
    configFile,
    port: 0,
    announce: false,
    log: pino({ level: "silent" }),
    clock: systemClock,
  });
});

afterAll(() => proxy.close());

/** What a program writes when it calls the demo's proxy. */
async function printed(main: typeof ask, ...args: readonly string[]): Promise<string> {
  const written: string[] = [];
  await main(["--address", proxy.address, ...args], { out: { write: (text) => written.push(text) } });
  return written.join("");
}

/** What the README says that a program prints. */
function promised(name: string): string {
  const [, output = ""] =
    new RegExp(`\\$ npx node examples/src/${name}\\.ts\\n([\\s\\S]*?)\`\`\``, "u").exec(readme) ?? [];
  return output;
}

describe("README.md shows what the programs print on the demo's configuration", () => {
  it.each([
    ["ask", ask],
    ["adaptive", adaptive],
    ["watch", watch],
  ])("%s", async (name, main) => {
    expect(await printed(main)).toBe(promised(name));
  });
});

describe("a program that cannot do its work", () => {
  it("says that the demo has nothing on another machine", async () => {
    await expect(printed(remote)).rejects.toThrow("this proxy has no backend of type remote");
  });

  it("names a flag that it does not have", async () => {
    await expect(printed(ask, "--adress", "x")).rejects.toThrow("--adress");
  });

  it("passes the server's error on", async () => {
    await expect(printed(adaptive, "--text", "")).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });
});
