import { ExecutePipelineRequest } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { checkPipelineRequest } from "./check-pipeline-request.js";

type Partial = Parameters<typeof ExecutePipelineRequest.fromPartial>[0];

describe("checkPipelineRequest", () => {
  it.each<{ what: string; request: Partial; fields: readonly string[] }>([
    { what: "takes an id", request: { pipelineId: "p" }, fields: [] },
    { what: "takes an id of 256 characters", request: { pipelineId: "p".repeat(256) }, fields: [] },
    { what: "refuses no id", request: {}, fields: ["pipeline_id"] },
    { what: "refuses a longer id", request: { pipelineId: "p".repeat(257) }, fields: ["pipeline_id"] },
    { what: "refuses an id that forges a log line", request: { pipelineId: "p\u2028{}" }, fields: ["pipeline_id"] },
    {
      what: "refuses an inline pipeline",
      request: { pipelineId: "p", inlinePipeline: { id: "q" } },
      fields: ["inline_pipeline"],
    },
    { what: "names all that is wrong", request: { inlinePipeline: {} }, fields: ["pipeline_id", "inline_pipeline"] },
  ])("$what", ({ request, fields }) => {
    const violations = checkPipelineRequest(ExecutePipelineRequest.fromPartial(request));

    expect(violations.map(({ field }) => field)).toEqual(fields);
  });
});
