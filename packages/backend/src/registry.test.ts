import { ProxyError } from "@compute-proxy/core";
import { deferred, FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { createRegistry, type Registry, type RegistryParts } from "./registry.js";
import { scriptedBackend } from "./testing/scripted-backend.js";

const noAbort = new AbortController().signal;

function registryOf(describeBackend?: () => Promise<never>, parts: Partial<RegistryParts> = {}): Registry {
  const backend = scriptedBackend({ id: "npu" }, () => ({}));
  const port = describeBackend ? { ...backend.port, describe: describeBackend } : backend.port;
  const entries = [{ definition: backend.definition, adapter: { ...backend, port } }];
  return createRegistry({ entries, policy: { unhealthyThreshold: 2 }, clock: new FakeClock(), ...parts });
}

describe("createRegistry", () => {
  it("keeps the order of the configuration and finds by id", () => {
    const [first, second] = [scriptedBackend({ id: "npu" }, () => ({})), scriptedBackend({ id: "cpu" }, () => ({}))];
    const registry = createRegistry({
      entries: [first, second].map((backend) => ({ definition: backend.definition, adapter: backend })),
      policy: { unhealthyThreshold: 2 },
      clock: new FakeClock(),
    });

    expect(registry.backends.map(({ id }) => id)).toEqual(["npu", "cpu"]);
    expect(registry.get("cpu")?.definition).toBe(second.definition);
    expect(registry.get("gpu")).toBeUndefined();
  });

  it("refuses two backends with one id", () => {
    const entry = scriptedBackend({ id: "npu" }, () => ({}));
    const entries = [entry, entry].map((backend) => ({ definition: backend.definition, adapter: backend }));

    expect(() => createRegistry({ entries, policy: { unhealthyThreshold: 2 }, clock: new FakeClock() })).toThrow(
      "same id",
    );
  });

  it("closes every adapter", async () => {
    let closed = 0;
    const backend = scriptedBackend({ id: "npu" }, () => ({}));
    const adapter = { ...backend, close: async () => void (closed += 1) };
    const entries = [{ definition: backend.definition, adapter }];
    await createRegistry({ entries, policy: { unhealthyThreshold: 2 }, clock: new FakeClock() }).close();

    expect(closed).toBe(1);
  });
});

describe("check", () => {
  it("remembers the description and when it came", async () => {
    const clock = new FakeClock();
    await clock.advance(50);
    const registry = registryOf(undefined, { clock });

    const state = await registry.check("npu", noAbort);

    expect(state).toMatchObject({ kind: "reachable", description: { type: "scripted" }, seenAt: 50 });
    expect(registry.get("npu")?.state).toBe(state);
  });

  it("does not throw for a backend that is gone, and keeps the reason in one line", async () => {
    const registry = registryOf(() => Promise.reject(new ProxyError("engine-refused", "refused\nby it")));

    expect(await registry.check("npu", noAbort)).toMatchObject({ kind: "unreachable", because: "refused\\u{a}by it" });
  });

  it("learns nothing of a backend from a check that we gave up", async () => {
    const caller = new AbortController();
    const registry = registryOf(() => deferred<never>().promise);
    const checking = registry.check("npu", caller.signal);
    caller.abort();

    expect((await checking).kind).toBe("unknown");
  });

  it("counts a check whose time is up as a failure, even where the adapter does not listen", async () => {
    const registry = registryOf(() => deferred<never>().promise);
    const timeUp = AbortSignal.abort(new ProxyError("engine-timeout", "no answer"));

    expect(await registry.check("npu", timeUp)).toMatchObject({ kind: "unreachable", because: "no answer" });
  });

  it("fails for an id that is not configured", async () => {
    await expect(registryOf().check("gpu", noAbort)).rejects.toMatchObject({ code: "backend-not-found" });
  });
});

describe("report", () => {
  it("tells of a change once, with what was before", () => {
    const seen: string[] = [];
    const registry = registryOf(undefined, {
      onChange: (backend, before) => seen.push(`${backend.id}: ${before.kind} to ${backend.state.kind}`),
    });

    for (const at of [1, 2]) registry.report("npu", { kind: "answered", at });
    for (const at of [3, 4, 5]) registry.report("npu", { kind: "failed", because: "refused", at });

    expect(seen).toEqual(["npu: unknown to reachable", "npu: reachable to unreachable"]);
  });

  it("ignores an id that is not configured", () => {
    const registry = registryOf();
    registry.report("gpu", { kind: "answered", at: 1 });

    expect(registry.get("npu")?.state.kind).toBe("unknown");
  });
});
