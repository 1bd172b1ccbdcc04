import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "@jest/globals";
import { exchange } from "../test-bench/exchange.js";
import { createWorkbench, linesOf } from "../test-bench/workbench.js";

const bench = createWorkbench();
afterEach(() => bench.clear());

/** Answers of the real engine, recorded for its adapter. */
const folder = new URL("../../../backend-ollama/src/fixtures/ollama-0.24.0/", import.meta.url);

interface Recording {
  readonly request: { readonly path: string; readonly body: Readonly<Record<string, unknown>> };
  readonly status: number;
  readonly contentType: string;
  readonly lines: readonly string[];
}

const recordings = readdirSync(folder).map((file) => ({
  file,
  recording: JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Recording,
}));

/** The mock's model for one of the real engine's. */
function mockModel(recording: Recording): unknown {
  const { model } = recording.request.body;
  if (model === "all-minilm:latest") return "mock:embed";
  if (model === "no-such-model:1b" || model === undefined) return model;
  // The one that repeated itself.
  return recording.lines.length > 1 && !recording.lines.at(-1)?.includes('"done":true') ? "fault:repeat" : "mock:text";
}

/** Names and types of what stands in a record, two levels deep; the names of model_info are the model's own. */
function shapeOf(value: unknown, depth = 2): unknown {
  if (Array.isArray(value)) return depth === 0 ? "array" : value.slice(0, 1).map((one) => shapeOf(one, depth - 1));
  if (typeof value !== "object" || value === null) return typeof value;
  const entries = Object.entries(value).filter(([name]) => !name.includes("."));
  return Object.fromEntries(entries.map(([name, one]) => [name, depth === 0 ? "any" : shapeOf(one, depth - 1)]));
}

describe("what Ollama 0.24.0 was recorded to answer", () => {
  it("is there to be compared with", () => {
    expect(recordings.length).toBeGreaterThan(20);
  });

  it.each(recordings)("has the same status, type and shape here: $file", async ({ recording }) => {
    const { request, status, contentType, lines } = recording;
    const { url } = await bench.start({ api: "ollama", tokens: 500 });
    const model = mockModel(recording);
    const hasBody = Object.keys(request.body).length > 0;
    const seen = await exchange(url, {
      path: request.path,
      ...(hasBody ? { body: JSON.stringify({ ...request.body, model }) } : {}),
    });
    const [real, mock] = [linesOf(lines.join("")), linesOf(seen.text)];

    expect(seen.status).toBe(status);
    expect(seen.headers["content-type"]?.split(";")[0]).toBe(contentType.split(";")[0]);
    expect(shapeOf(mock[0])).toMatchObject(Object(shapeOf(real[0])) as object);
    expect(shapeOf(mock.at(-1))).toMatchObject(Object(shapeOf(real.at(-1))) as object);
    const said = real[0]?.["error"];
    const expected = typeof said === "string" ? said.replace(String(request.body["model"]), String(model)) : undefined;
    expect(mock[0]?.["error"]).toBe(expected);
  });
});
