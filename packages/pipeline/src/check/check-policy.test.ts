import { Stage } from "@compute-proxy/api";
import { describe, expect, it } from "@jest/globals";
import { checkPolicy } from "./check-policy.js";

type Policy = NonNullable<Parameters<typeof Stage.fromPartial>[0]["forwardingPolicy"]>;

const type = "text_generation";
const problemsOf = (parts: Parameters<typeof Stage.fromPartial>[0]): readonly string[] =>
  checkPolicy(Stage.fromPartial({ id: "s", type, ...parts })).map(
    ({ path, message }) => `${path.join(".")}: ${message}`,
  );

describe("a forwarding policy", () => {
  it.each<{ rule: string; policy: Policy; problem?: string }>([
    {
      rule: "limits the temperature where heat is checked",
      policy: { maxTemperature: 80 },
      problem: "max_temperature: max_temperature has no effect without enable_thermal_check: true",
    },
    {
      rule: "limits the fan where heat is checked",
      policy: { maxFanPercent: 80, enableThermalCheck: false },
      problem: "max_fan_percent: max_fan_percent has no effect without enable_thermal_check: true",
    },
    {
      rule: "lets an answer leave a hot device where heat is checked",
      policy: { enableStreamingFailover: true },
      problem: "enable_streaming_failover: enable_streaming_failover has no effect without enable_thermal_check: true",
    },
    { rule: "may say that an answer stays", policy: { enableStreamingFailover: false } },
    {
      rule: "checks heat by its defaults",
      policy: { enableThermalCheck: true, enableStreamingFailover: true },
    },
    {
      rule: "checks the latency against a limit",
      policy: { enableLatencyCheck: true },
      problem: "enable_latency_check: enable_latency_check needs max_latency_ms: milliseconds to the first token",
    },
    {
      rule: "limits the latency where it is checked",
      policy: { maxLatencyMs: 500 },
      problem: "max_latency_ms: max_latency_ms has no effect without enable_latency_check: true",
    },
    {
      rule: "shows unchecked answers where there is a check",
      policy: { streaming: "provisional", enableQualityCheck: true },
      problem: "streaming: streaming has no effect without enable_confidence_check: true or a quality_threshold",
    },
    {
      rule: "takes a quality threshold for a check",
      policy: { streaming: "provisional", enableQualityCheck: true, qualityThreshold: 1 },
    },
    {
      rule: "counts tokens where it commits after some",
      policy: { streaming: "hold", enableConfidenceCheck: true, minConfidence: 0.5, commitAfterTokens: 8 },
      problem: "commit_after_tokens: commit_after_tokens has no effect without streaming: commit_after",
    },
    {
      rule: "aborts weak drafts where confidence is checked",
      policy: { enableEarlyExit: true, escalationPath: ["a", "b"] },
      problem: "enable_early_exit: enable_early_exit has no effect without enable_confidence_check: true",
    },
    {
      rule: "aborts weak drafts where there is a next rung",
      policy: { enableEarlyExit: true, enableConfidenceCheck: true, minConfidence: 0.5 },
      problem: "enable_early_exit: enable_early_exit has no effect without an escalation_path",
    },
    {
      rule: "may set everything at once",
      policy: {
        enableConfidenceCheck: true,
        minConfidence: 0.5,
        escalationPath: ["a", "b"],
        enableThermalCheck: true,
        maxTemperature: 87,
        maxFanPercent: 85,
        enableStreamingFailover: true,
        enableLatencyCheck: true,
        maxLatencyMs: 500,
        streaming: "commit_after",
        commitAfterTokens: 8,
        enableEarlyExit: true,
      },
    },
  ])("$rule", ({ policy, problem }) => {
    const expected = problem === undefined ? [] : [`forwarding_policy.${problem}`];

    expect(problemsOf({ forwardingPolicy: policy })).toEqual(expected);
  });

  it.each([
    { maxLatencyMs: 499, isProblem: false },
    { maxLatencyMs: 500, isProblem: true },
  ])("hands on before ttft_ms ends the attempt: $maxLatencyMs of 500", ({ maxLatencyMs, isProblem }) => {
    const forwardingPolicy = { enableLatencyCheck: true, maxLatencyMs };

    const message =
      "forwarding_policy.max_latency_ms: max_latency_ms is 500, but deadline.ttft_ms ends the attempt after 500 ms: it must be shorter";
    expect(problemsOf({ forwardingPolicy, deadline: { ttftMs: 500 } })).toEqual(isProblem ? [message] : []);
  });

  it("keeps heat off no type of stage, and the checks of texts off all but one", () => {
    const forwardingPolicy = {
      enableThermalCheck: true,
      maxTemperature: 80,
      enableStreamingFailover: true,
      enableLatencyCheck: true,
      maxLatencyMs: 500,
    };

    expect(problemsOf({ type: "text_to_audio", forwardingPolicy })).toEqual([
      "forwarding_policy.enable_streaming_failover: enable_streaming_failover works on text_generation only, not on text_to_audio",
      "forwarding_policy.enable_latency_check: enable_latency_check works on text_generation only, not on text_to_audio",
    ]);
  });
});
