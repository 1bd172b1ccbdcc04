import { readdirSync, readFileSync } from "node:fs";
import { isProxyError } from "@compute-proxy/core";
import { describe, expect, it } from "@jest/globals";
import { parseThermalRecording } from "./parse-recording.js";

const errorOf = (text: string): string => {
  try {
    parseThermalRecording(text);
    return "";
  } catch (error) {
    return isProxyError(error) ? `${error.code}: ${error.message}` : "another error";
  }
};

describe("parseThermalRecording", () => {
  it("reads a note and samples, and leaves out what was not read", () => {
    const text =
      '{"note":"made"}\n{"t_ms":0,"device":"npu","celsius":48.5}\n\n{"t_ms":5,"device":"npu","celsius":null,"fan_percent":0}\r\n';

    expect(parseThermalRecording(text)).toEqual({
      note: "made",
      samples: [
        { at: 0, device: "npu", celsius: 48.5, fanPercent: undefined },
        { at: 5, device: "npu", celsius: undefined, fanPercent: 0 },
      ],
    });
  });

  it.each([
    { name: "a line that is no JSON", line: "{", error: "line 1 must be one JSON object" },
    { name: "a list", line: "[]", error: "line 1 must be one JSON object" },
    { name: "no time", line: '{"device":"a"}', error: "line 1: t_ms must be a number of milliseconds from 0" },
    {
      name: "a time before 0",
      line: '{"t_ms":-1,"device":"a"}',
      error: "line 1: t_ms must be a number of milliseconds from 0",
    },
    { name: "no device", line: '{"t_ms":0}', error: "line 1: device must name the device" },
    {
      name: "a temperature in words",
      line: '{"t_ms":0,"device":"a","celsius":"hot"}',
      error: "line 1: celsius must be a number, or null where nothing was read",
    },
    {
      name: "a number that is none",
      line: '{"t_ms":0,"device":"a","fan_percent":1e999}',
      error: "line 1: fan_percent must be a number, or null where nothing was read",
    },
    {
      name: "an unknown key",
      line: '{"t_ms":0,"device":"a","temp\\u0000":1}',
      error: "line 1: temp\\u{0} is not a key of a sample: t_ms, device, celsius, fan_percent are",
    },
    {
      name: "time that runs back",
      line: '{"t_ms":9,"device":"a"}\n{"t_ms":8,"device":"a"}',
      error: "line 2: t_ms must not be before the line above, which is at 9",
    },
    {
      name: "a note further down",
      line: '{"t_ms":0,"device":"a"}\n{"note":"x"}',
      error: "line 2: note is not a key of a sample",
    },
  ])("refuses $name", ({ line, error }) => {
    expect(errorOf(line)).toContain(`invalid-request: thermal recording: ${error}`);
  });

  it("tells every problem, twenty at most", () => {
    expect(errorOf("x\n".repeat(1000)).match(/line \d+/gu)).toHaveLength(20);
  });
});

describe("the recordings in this folder", () => {
  const folder = new URL("./recordings/", import.meta.url);

  it.each(readdirSync(folder))("%s says that it was made, not measured", (file) => {
    const { note, samples } = parseThermalRecording(readFileSync(new URL(file, folder), "utf8"));

    expect(note).toMatch(/^Made by a formula, not measured: /u);
    expect(samples.length).toBeGreaterThan(60);
  });
});
