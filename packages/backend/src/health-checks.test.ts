import { DescribeResponse } from "@compute-proxy/api/backend/v1";
import { deferred, FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { checkAll, runHealthChecks } from "./health-checks.js";
import { createRegistry, type Registry } from "./registry.js";
import { scriptedBackend } from "./testing/scripted-backend.js";

interface Checked {
  readonly registry: Registry;
  readonly clock: FakeClock;
  readonly checks: () => number;
}

function checked(parts: { readonly enabled?: boolean; readonly answers?: boolean } = {}): Checked {
  const clock = new FakeClock();
  let checks = 0;
  const backend = scriptedBackend(
    { id: "npu", ...(parts.enabled === undefined ? {} : { enabled: parts.enabled }) },
    () => ({}),
  );
  const port = {
    ...backend.port,
    describe: () => {
      checks += 1;
      return parts.answers === false
        ? deferred<never>().promise
        : Promise.resolve(DescribeResponse.fromPartial({ type: "ollama" }));
    },
  };
  const entries = [{ definition: backend.definition, adapter: { ...backend, port } }];
  const registry = createRegistry({ entries, policy: { unhealthyThreshold: 1 }, clock });
  return { registry, clock, checks: () => checks };
}

const noAbort = new AbortController().signal;

describe("checkAll", () => {
  it("asks every backend once", async () => {
    const { registry, clock, checks } = checked();
    await checkAll(registry, 2000, clock, noAbort);

    expect(registry.get("npu")?.state.kind).toBe("reachable");
    expect(checks()).toBe(1);
    expect(clock.sleeping).toBe(0);
  });

  it("leaves out a backend that is not enabled", async () => {
    const { registry, clock, checks } = checked({ enabled: false });
    await checkAll(registry, 2000, clock, noAbort);

    expect(checks()).toBe(0);
  });

  it("gives up on one that does not answer in time, and says so", async () => {
    const { registry, clock } = checked({ answers: false });
    const checking = checkAll(registry, 2000, clock, noAbort);
    await clock.advance(2000);
    await checking;

    expect(registry.get("npu")?.state).toMatchObject({
      kind: "unreachable",
      because: 'backend "npu" did not answer a health check within 2000 ms',
    });
  });
});

describe("runHealthChecks", () => {
  it("checks once an interval, until it is aborted", async () => {
    const { registry, clock, checks } = checked();
    const owner = new AbortController();
    const running = runHealthChecks(registry, { intervalMs: 30_000, timeoutMs: 2000 }, clock, owner.signal);

    await clock.advance(0);
    expect(checks()).toBe(0);
    await clock.advance(60_000);
    expect(checks()).toBe(2);
    owner.abort();
    await running;

    expect(clock.sleeping).toBe(0);
  });

  it("ends in the middle of a check when it is aborted", async () => {
    const { registry, clock } = checked({ answers: false });
    const owner = new AbortController();
    const running = runHealthChecks(registry, { intervalMs: 30_000, timeoutMs: 2000 }, clock, owner.signal);

    await clock.advance(30_100);
    owner.abort();
    await running;

    expect(registry.get("npu")?.state.kind).toBe("unknown");
    expect(clock.sleeping).toBe(0);
  });
});
