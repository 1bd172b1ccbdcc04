import { ProxyError } from "@compute-proxy/core";
import { deferred, FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { type CallOptions, ClientError, type ClientMiddlewareCall, Status } from "nice-grpc-common";
import { type CallDeadline, callPolicy, type PolicyParts } from "./call-policy.js";

type Attempt = (options: CallOptions) => AsyncGenerator<string, void, undefined>;

const unavailable = new ClientError("/x/y", Status.UNAVAILABLE, "nobody there");

/** A streaming call whose attempts the test writes; the last one is used for all that follow. */
function scriptedCall(...attempts: readonly Attempt[]): {
  readonly call: ClientMiddlewareCall<string, string>;
  readonly seen: CallOptions[];
} {
  const seen: CallOptions[] = [];
  const next = (_request: unknown, options: CallOptions): AsyncGenerator<string, void, undefined> => {
    const attempt = attempts[Math.min(seen.length, attempts.length - 1)];
    seen.push(options);
    if (!attempt) throw new Error("no attempt was written");
    return attempt(options);
  };
  const method = { path: "/x/y", requestStream: false, responseStream: true, options: {} };
  return { call: { method, requestStream: false, request: "hello", responseStream: true, next }, seen };
}

function policyOf(parts: Partial<PolicyParts> = {}): ReturnType<typeof callPolicy> {
  return callPolicy({
    address: "host:1",
    attempts: 3,
    defaultDeadlineMs: undefined,
    closed: new AbortController().signal,
    clock: new FakeClock(),
    random: () => 0,
    ...parts,
  });
}

function run(
  call: ClientMiddlewareCall<string, string>,
  parts: Partial<PolicyParts> = {},
  options: CallOptions & CallDeadline = {},
): Promise<string[]> {
  return collect(policyOf(parts)(call, options));
}

async function collect(messages: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const message of messages) all.push(message);
  return all;
}

// oxlint-disable-next-line require-yield -- fails before its first message
const fails: Attempt = async function* () {
  throw unavailable;
};
const answers: Attempt = async function* () {
  yield "a";
  yield "b";
};
const breaks: Attempt = async function* () {
  yield "a";
  throw unavailable;
};

/** Lets what is under way come to its next wait. */
const settle = (clock: FakeClock): Promise<void> => clock.advance(0);

describe("callPolicy", () => {
  it("tries again when the server was not there, after a pause", async () => {
    const clock = new FakeClock();
    const { call, seen } = scriptedCall(fails, fails, answers);

    const result = run(call, { clock });
    await settle(clock);
    await clock.advance(50);
    expect(seen).toHaveLength(2);
    await clock.advance(100);

    await expect(result).resolves.toEqual(["a", "b"]);
    expect(seen).toHaveLength(3);
  });

  it("ends with the server's error when the attempts are used up", async () => {
    const clock = new FakeClock();
    const { call, seen } = scriptedCall(fails);

    const result = expect(run(call, { clock, attempts: 2 })).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await settle(clock);
    await clock.advance(1000);

    await result;
    expect(seen).toHaveLength(2);
  });

  it("does not try again once a message has arrived", async () => {
    const { call, seen } = scriptedCall(breaks);

    await expect(run(call)).rejects.toMatchObject({ code: "UNAVAILABLE" });

    expect(seen).toHaveLength(1);
  });

  it("does not try again after a cancellation, not even one during the pause", async () => {
    const clock = new FakeClock();
    const caller = new AbortController();
    const { call, seen } = scriptedCall(fails);

    const result = expect(run(call, { clock }, { signal: caller.signal })).rejects.toMatchObject({ code: "CANCELLED" });
    await clock.advance(10);
    caller.abort();

    await result;
    expect([seen.length, clock.sleeping]).toEqual([1, 0]);
  });

  it("shares one deadline among the attempts and tells the server what is left", async () => {
    const clock = new FakeClock();
    const { call, seen } = scriptedCall(fails, answers);

    const result = run(call, { clock }, { deadlineMs: 1000 });
    await settle(clock);
    await clock.advance(50);
    await result;

    expect(seen.map(({ metadata }) => metadata?.get("grpc-timeout"))).toEqual(["1000m", "950m"]);
  });

  it("ends with DEADLINE_EXCEEDED at the deadline, whatever the wire says then", async () => {
    const clock = new FakeClock();
    const { call } = scriptedCall(async function* ({ signal }) {
      const ended = deferred();
      signal?.addEventListener("abort", () => ended.reject(new DOMException("aborted", "AbortError")));
      await ended.promise;
      yield "never";
    });

    const result = expect(run(call, { clock, defaultDeadlineMs: 300 })).rejects.toMatchObject({
      code: "DEADLINE_EXCEEDED",
      message: "the deadline of 300 ms passed",
    });
    await clock.advance(300);

    await result;
  });

  it.each<{ end: string; code: string; come(ends: { caller: AbortController; clock: FakeClock }): unknown }>([
    { end: "its caller's signal", code: "CANCELLED", come: ({ caller }) => caller.abort() },
    { end: "its deadline", code: "DEADLINE_EXCEEDED", come: ({ clock }) => clock.advance(300) },
  ])("gives a slow reader nothing that has come already once the call has ended by $end", async ({ code, come }) => {
    const [caller, clock] = [new AbortController(), new FakeClock()];
    const { call } = scriptedCall(answers);
    const options = { signal: caller.signal, deadlineMs: 300 };
    const messages = policyOf({ clock })(call, options);
    await messages.next();

    await come({ caller, clock });

    await expect(messages.next()).rejects.toMatchObject({ code });
  });

  it.each([0, -1, Number.NaN, 2 ** 31])("refuses a deadline of %p ms", async (deadlineMs) => {
    const { call, seen } = scriptedCall(answers);

    await expect(run(call, {}, { deadlineMs })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });

    expect(seen).toHaveLength(0);
  });

  it("closes the call when the reader leaves", async () => {
    let isClosed = false;
    const { call } = scriptedCall(async function* () {
      try {
        yield "a";
        yield "b";
      } finally {
        isClosed = true;
      }
    });

    for await (const _ of policyOf()(call, {})) break;

    expect(isClosed).toBe(true);
  });

  it("keeps an error of ours as it is", async () => {
    // oxlint-disable-next-line require-yield -- fails before its first message
    const { call } = scriptedCall(async function* () {
      throw new ProxyError("internal", "bug");
    });

    await expect(run(call)).rejects.toMatchObject({ code: "INTERNAL", reason: "internal" });
  });
});
