import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, it } from "@jest/globals";
import { computeProxy } from "./testing/run-command.js";
import { writeFiles } from "./testing/test-proxy.js";

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

it.each([
  {
    what: "recording",
    keys: { thermal: { recording: "FOLDER/named" } },
    text: '{"t_ms":0,"device":"nvidia"}\nno\n{"t_ms":-1,"device":"nvidia"}\n',
    says: ["2:1: must be one JSON object", "3:1: t_ms must be a number of milliseconds from 0"],
  },
  {
    what: "calibration",
    keys: { calibration: { file: "FOLDER/named" } },
    text: "no",
    says: ["1:1: calibration file", "is not JSON"],
  },
])("validate names what serve would refuse in a $what, with its file and line", async ({ keys, text, says }) => {
  const backends = [{ id: "demo", type: "simulated", hardware: "cpu" }];
  const pipelines = { enabled: false, config_file: "FOLDER/pipelines.yaml" };
  const config = JSON.stringify({ backends, pipelines, ...keys });
  const folder = await writeFiles({ config, pipelines: "", more: { named: text } });
  folders.push(folder);
  const words = ["--config", join(folder, "config.yaml")];

  const validated = await computeProxy(["validate", ...words]);
  const served = await computeProxy(["serve", ...words]);

  expect([validated.code, served.code]).toEqual([1, 1]);
  for (const one of says) expect(validated.out).toContain(one);
  expect(validated.out).toContain(join(folder, "named"));
});
