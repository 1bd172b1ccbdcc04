import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { printProblem } from "./problem.js";
import { capabilitiesOf } from "./goldens/capabilities.js";
import { validateFiles } from "./validate-files.js";

const folder = mkdtempSync(join(tmpdir(), "config-"));
afterAll(() => rmSync(folder, { recursive: true }));

const backends = "backends: [{ id: demo, type: simulated, hardware: cpu }]\n";
const pipelines =
  "pipelines: [{ id: a, stages: [{ id: s, type: text_generation }] }, { id: b, stages: [{ id: s, type: audio_to_text }] }]\n";

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe("validateFiles", () => {
  it.each([["mine.yaml"], ["somewhere/else/mine.yaml"], [join(folder, "mine.yaml")]])(
    "finds the pipelines beside the configuration: config_file %s",
    async (configFile) => {
      const pipelinesFile = write("mine.yaml", pipelines);
      const config = write("config.yaml", `${backends}pipelines: { enabled: true, config_file: "${configFile}" }\n`);

      const { problems, warnings, summary } = await validateFiles(config, capabilitiesOf);

      expect(problems.map(printProblem)).toEqual([
        `${pipelinesFile}:1:101: stage "s": no backend can do audio_to_text yet`,
      ]);
      expect(warnings).toEqual([]);
      expect(summary).toEqual({ backends: ["demo"], ready: ["a"], broken: ["b"], pipelinesChecked: true });
    },
  );

  it("says where it looked for pipelines that are not there", async () => {
    const config = write("no-pipelines.yaml", `${backends}pipelines: { enabled: true, config_file: sub/none.yaml }\n`);

    const { problems } = await validateFiles(config, capabilitiesOf);

    expect(problems.map(printProblem)).toEqual([
      `${config}:1:1: the file names pipelines in "sub/none.yaml", which does not exist (looked at sub/none.yaml, ${join(folder, "sub/none.yaml")}, ${join(folder, "none.yaml")})`,
    ]);
  });

  it("says why the pipelines cannot be read", async () => {
    mkdirSync(join(folder, "directory"));
    const config = write("directory.yaml", `${backends}pipelines: { enabled: true, config_file: directory }\n`);

    const { problems } = await validateFiles(config, capabilitiesOf);

    expect(problems.map(printProblem)).toEqual([`${join(folder, "directory")}:1:1: the file is not a file`]);
  });

  it("does not look at pipelines that are switched off", async () => {
    const config = write("off.yaml", `${backends}pipelines: { enabled: false, config_file: none.yaml }\n`);

    const { problems, summary } = await validateFiles(config, capabilitiesOf);

    expect(problems).toEqual([]);
    expect(summary.pipelinesChecked).toBe(false);
  });

  it("reports a configuration that is not there, and throws nothing", async () => {
    const config = join(folder, "absent.yaml");

    const { problems } = await validateFiles(config, capabilitiesOf);

    expect(problems.map(printProblem)).toEqual([`${config}:1:1: the file does not exist`]);
  });

  it("refuses a data_dir that is a file", async () => {
    const file = write("occupied", "");
    const config = write("data-dir.yaml", `${backends}data_dir: ${file}\n`);

    const { problems } = await validateFiles(config, capabilitiesOf);

    expect(problems.map(printProblem)).toEqual([`${config}:2:11: data_dir "${file}" is no directory`]);
  });
});
