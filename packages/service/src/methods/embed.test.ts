import { scriptedBackend } from "@compute-proxy/backend/testing";
import { afterEach, describe, expect, it } from "@jest/globals";
import { startTestService, type TestService, wireClient, type WireClient, wireFailure } from "../testing/index.js";

let service: TestService;
let client: WireClient;

async function start(): Promise<WireClient["compute"]> {
  service = await startTestService({ backends: [scriptedBackend({ id: "npu" }, () => ({}))] });
  client = wireClient(service.address);
  return client.compute;
}

afterEach(async () => {
  client.channel.close();
  await service.close();
});

describe("Embed", () => {
  it("answers with the vector and the backend", async () => {
    const compute = await start();

    const response = await compute.embed({ text: "four", model: "mini" });

    expect(response).toMatchObject({
      embedding: [4, 1],
      backendUsed: "npu",
      metadata: { model: "mini", attemptCount: 1 },
    });
  });

  it.each([
    { what: "no text", request: {}, fields: ["text"] },
    {
      what: "a bad model and target",
      request: { text: "x", model: "\n", annotations: { target: "?" } },
      fields: ["annotations.target", "model"],
    },
  ])("refuses $what", async ({ request, fields }) => {
    const compute = await start();

    const failure = await wireFailure(compute.embed(request));

    expect(failure.status).toBe("INVALID_ARGUMENT");
    expect(failure.violations.map(({ field }) => field)).toEqual(fields);
  });
});
