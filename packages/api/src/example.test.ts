import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { ExecutePipelineRequest } from "./index.js";

describe("the example of the README", () => {
  it("prints what it says", () => {
    const request = ExecutePipelineRequest.fromPartial({ pipelineId: "adaptive-text", input: { text: "Explain AI" } });
    const bytes = ExecutePipelineRequest.encode(request).finish();

    const printed = JSON.stringify(ExecutePipelineRequest.toJSON(ExecutePipelineRequest.decode(bytes)));

    expect(printed).toBe('{"pipeline_id":"adaptive-text","input":{"text":"Explain AI"}}');
  });

  it("is the code of this test", () => {
    const read = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");
    const code = /```ts\n([\s\S]*?)```/.exec(read("../README.md"))?.[1] ?? "";
    const lines = code.split("\n").map((line) => line.trim());
    const statements = lines.filter((line) => line.startsWith("const "));
    const printed = lines.find((line) => line.startsWith("// {"))?.slice(3);

    expect(statements).toHaveLength(3);
    for (const statement of [...statements, printed]) expect(read("./example.test.ts")).toContain(statement);
  });
});
