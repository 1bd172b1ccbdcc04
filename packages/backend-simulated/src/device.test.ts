import { describe, expect, it } from "@jest/globals";
import { Backend } from "@compute-proxy/api";
import { deviceOf, tokenDueMs } from "./device.js";

describe("deviceOf", () => {
  it("reads hardware and characteristics", () => {
    const definition = Backend.fromPartial({
      hardware: "intel",
      characteristics: { avgLatencyMs: 50, maxTokensPerSecond: 40 },
    });

    expect(deviceOf(definition)).toEqual({ hardware: "igpu", firstTokenMs: 50, tokenMs: 25 });
  });

  it("takes 200 ms and 20 tokens per second when the definition says nothing", () => {
    expect(deviceOf(Backend.fromPartial({ hardware: "npu" }))).toEqual({
      hardware: "npu",
      firstTokenMs: 200,
      tokenMs: 50,
    });
  });

  it.each([
    { definition: { id: "x", hardware: "npu", characteristics: { maxTokensPerSecond: 0 } }, says: "must be over 0" },
    {
      definition: { id: "x", hardware: "npu", characteristics: { maxTokensPerSecond: Number.NaN } },
      says: "must be over 0",
    },
    { definition: { id: "x", hardware: "tpu" }, says: 'hardware is "tpu" and must be one of npu, igpu, nvidia, cpu' },
  ])("refuses a definition that is no device: $says", ({ definition, says }) => {
    expect(() => deviceOf(Backend.fromPartial(definition))).toThrow(says);
  });
});

describe("tokenDueMs", () => {
  it("puts the first token after the latency and each other one after the token before", () => {
    const device = { hardware: "npu", firstTokenMs: 50, tokenMs: 25 } as const;

    expect([0, 1, 2].map((index) => tokenDueMs(device, index))).toEqual([50, 75, 100]);
  });
});
