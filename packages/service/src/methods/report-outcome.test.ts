import { ProxyError } from "@compute-proxy/core";
import { afterEach, describe, expect, it } from "@jest/globals";
import type { OutcomeReports } from "../outcome-reports.js";
import {
  scriptedOutcomes,
  startTestService,
  type TestService,
  wireClient,
  type WireClient,
  wireFailure,
} from "../testing/index.js";

let service: TestService;
let client: WireClient;

async function start(outcomes?: OutcomeReports): Promise<WireClient["compute"]> {
  service = await startTestService({ backends: [], ...(outcomes && { outcomes }) });
  client = wireClient(service.address);
  return client.compute;
}

afterEach(async () => {
  client.channel.close();
  await service.close();
});

/** Outcomes that can keep nothing. */
function refusing(error: ProxyError): OutcomeReports {
  const report = (): never => {
    throw error;
  };
  return { remember: () => undefined, report };
}

describe("ReportOutcome", () => {
  it.each([true, false])("files the verdict %s and says under what", async (good) => {
    const outcomes = scriptedOutcomes({ runId: "call-1", stageId: "draft" });
    const compute = await start(outcomes);

    const response = await compute.reportOutcome({ runId: "call-1", stageId: "draft", good });

    expect(outcomes.reported).toEqual([{ runId: "call-1", stageId: "draft", good }]);
    expect(response).toEqual({ model: "small", modelDigest: "sha256:aa", task: "p/draft", labels: 1 });
  });

  it("needs a run and a verdict, and names both", async () => {
    const compute = await start(scriptedOutcomes({ runId: "call-1", stageId: "draft" }));

    const failure = await wireFailure(compute.reportOutcome({}));

    expect(failure).toMatchObject({ status: "INVALID_ARGUMENT", reason: "invalid-request" });
    expect(failure.violations).toEqual([
      { field: "run_id", description: "must name a run" },
      { field: "good", description: "must say true or false: there is no verdict by default" },
    ]);
  });

  it.each([
    { code: "run-not-found", status: "NOT_FOUND", retryAfterMs: undefined },
    { code: "outcomes-not-kept", status: "FAILED_PRECONDITION", retryAfterMs: undefined },
    { code: "outcomes-locked", status: "UNAVAILABLE", retryAfterMs: 1000 },
  ] as const)("ends with $status on $code, and the server goes on", async ({ code, status, retryAfterMs }) => {
    const compute = await start(refusing(new ProxyError(code, "what to do", { retryAfterMs })));

    const failure = await wireFailure(compute.reportOutcome({ runId: "call-1", good: true }));

    expect(failure).toMatchObject({ status, reason: code, message: "what to do", retryAfterMs });
    await expect(compute.healthCheck({})).resolves.toMatchObject({ status: "SERVING" });
  });

  it("is refused by a server that keeps none", async () => {
    const compute = await start();

    const failure = await wireFailure(compute.reportOutcome({ runId: "call-1", good: true }));

    expect(failure).toMatchObject({ status: "FAILED_PRECONDITION", message: "this proxy keeps no outcomes" });
  });
});
