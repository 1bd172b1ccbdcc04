import { DescribeResponse } from "@compute-proxy/api/backend/v1";
import { checkAll, createRegistry } from "@compute-proxy/backend";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { type Clock, ProxyError, startTimer } from "@compute-proxy/core";
import { deferred, FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { patientClock } from "./patient-clock.js";

const hour = 3_600_000;

/** A clock of a process that can be stopped: time goes on and no timer fires. */
function stoppable() {
  const fake = new FakeClock();
  let stoodStill = 0;
  const clock: Clock = { now: () => fake.now() + stoodStill, sleep: (ms, signal) => fake.sleep(ms, signal) };
  return { fake, clock: patientClock(clock), stop: (ms: number): void => void (stoodStill += ms) };
}

async function sleepsAfter(pauseMs: number): Promise<number> {
  const { fake, clock, stop } = stoppable();
  let woke = false;
  const slept = clock.sleep(1000).then(() => (woke = true));
  stop(pauseMs);
  await fake.advance(1000);
  const extra = woke ? 0 : 100;
  await fake.advance(extra);
  await slept;
  return 1000 + extra;
}

describe("patientClock", () => {
  it.each([
    { pauseMs: 0, sleeps: 1000 },
    { pauseMs: 500, sleeps: 1000 },
    { pauseMs: 501, sleeps: 1100 },
    { pauseMs: 3000, sleeps: 1100 },
    { pauseMs: hour, sleeps: 1100 },
  ])("sleeps $sleeps of 1000 ms after a pause of $pauseMs ms", async ({ pauseMs, sleeps }) => {
    expect(await sleepsAfter(pauseMs)).toBe(sleeps);
  });

  it.each([
    { pauseMs: 500, wakes: 1000 },
    { pauseMs: 501, wakes: 1100 },
  ])("lets a timer of 1000 ms go off after $wakes ms after a pause of $pauseMs ms", async ({ pauseMs, wakes }) => {
    const { fake, clock, stop } = stoppable();
    let wokeAt: number | undefined;
    startTimer(1000, clock, () => (wokeAt = fake.now()));
    stop(pauseMs);
    await fake.advance(1000);
    await fake.advance(1000);

    expect(wokeAt).toBe(wakes);
  });

  it("drops a timer also in the moment after a pause", async () => {
    const { fake, clock, stop } = stoppable();
    let woke = false;
    const timer = startTimer(1000, clock, () => (woke = true));
    stop(hour);
    await fake.advance(1000);

    timer[Symbol.dispose]();
    await fake.advance(1000);

    expect([woke, fake.sleeping]).toEqual([false, 0]);
  });

  it("ends a sleep with the signal, also in the moment after a pause", async () => {
    const { fake, clock, stop } = stoppable();
    const owner = new AbortController();
    const slept = clock.sleep(1000, owner.signal);
    const ended = expect(slept).rejects.toThrow("gone");
    stop(hour);
    await fake.advance(1000);

    owner.abort(new ProxyError("cancelled", "gone"));

    await ended;
    expect(fake.sleeping).toBe(0);
  });

  it("does not let a pause of an hour make a backend unreachable whose answer had come", async () => {
    const { fake, clock, stop } = stoppable();
    const answer = deferred<DescribeResponse>();
    const backend = scriptedBackend({ id: "npu" }, () => ({}));
    const adapter = { ...backend, port: { ...backend.port, describe: () => answer.promise } };
    const registry = createRegistry({
      entries: [{ definition: backend.definition, adapter }],
      policy: { unhealthyThreshold: 1 },
      clock,
    });
    const checking = checkAll(registry, 2000, clock, new AbortController().signal);

    stop(hour);
    await fake.advance(2000);
    answer.resolve(DescribeResponse.fromPartial({ type: "ollama" }));
    await checking;

    expect(registry.get("npu")?.state.kind).toBe("reachable");
  });
});
