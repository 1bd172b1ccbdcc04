import { PipelineStreamResponse } from "@compute-proxy/api";
import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { createLog } from "../log.js";
import { descriptorWatch } from "./descriptor-watch.js";

function attemptEnd(reason: string): PipelineStreamResponse {
  const error = { code: "UNAVAILABLE", reason };
  return PipelineStreamResponse.fromPartial({
    event: { $case: "attemptEnd", value: { attempt: { outcome: "failed", error } } },
  });
}

describe("descriptorWatch", () => {
  it("tells once a second how many attempts found no descriptor, and of no other failure", async () => {
    const clock = new FakeClock();
    const lines: string[] = [];
    const watch = descriptorWatch(
      createLog({ level: "info", destination: { write: (line) => lines.push(line) } }),
      clock,
    );

    for (const reason of ["engine-refused", "no-descriptors", "no-descriptors", "no-descriptors"]) {
      watch(attemptEnd(reason));
    }
    await clock.advance(1000);
    watch(attemptEnd("no-descriptors"));

    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: 50, count: 1, msg: expect.stringContaining("no file descriptors left") },
      { count: 3 },
    ]);
  });
});
