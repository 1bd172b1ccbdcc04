import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "engines-test-"));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

const cli = fileURLToPath(new URL("cli.ts", import.meta.url));
const describeOnLinux = process.platform === "linux" ? describe : describe.skip;

interface Ended {
  readonly code: number | string | null | undefined;
  readonly output: string;
}

function run(...words: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const environment = { ...process.env, ENGINES_HOME: home, ENGINES: "none" };
    execFile(process.execPath, [cli, ...words], { env: environment }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, output: `${stdout}${stderr}` });
    });
  });
}

describeOnLinux("stop", () => {
  test("has nothing to do when nothing runs", async () => {
    expect(await run("stop")).toEqual({ code: 0, output: "nothing of ours is running\n" });
  });
});

test("with hands on the exit status of the command, and the reason why there are no engines", async () => {
  const script = "process.stdout.write(process.env.COMPUTE_PROXY_TEST_SKIP_REASON ?? ''); process.exitCode = 7";

  const { code, output } = await run("with", "--", process.execPath, "-e", script);

  expect(code).toBe(7);
  expect(output).toMatch(/^real engines are switched off by ENGINES=none/);
});

test("an unknown argument ends with status 2 and the usage", async () => {
  const { code, output } = await run("start");

  expect(code).toBe(2);
  expect(output).toMatch(/unknown argument: start[^]*usage: npm run engines/);
});
