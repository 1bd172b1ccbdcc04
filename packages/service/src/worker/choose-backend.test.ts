import { createRegistry, type RegisteredBackend } from "@compute-proxy/backend";
import { scriptedBackend } from "@compute-proxy/backend/testing";
import { isProxyError } from "@compute-proxy/core";
import { FakeClock } from "@compute-proxy/core/testing";
import { describe, expect, it } from "@jest/globals";
import { chooseBackend } from "./choose-backend.js";

function backends(...ids: readonly string[]): readonly RegisteredBackend[] {
  const entries = ids.map((text) => {
    const [id = "", off] = text.split(" ");
    const adapter = scriptedBackend({ id, enabled: off === undefined }, () => ({}));
    return { definition: adapter.definition, adapter };
  });
  return createRegistry({ entries, policy: { unhealthyThreshold: 1 }, clock: new FakeClock() }).backends;
}

describe("the backend that a call means", () => {
  it.each([
    { ids: ["npu", "cpu"], named: "cpu", chosen: "cpu" },
    { ids: ["npu"], named: undefined, chosen: "npu" },
    { ids: ["npu", "cpu off"], named: undefined, chosen: "npu" },
  ])("among $ids is $chosen when it names $named", ({ ids, named, chosen }) => {
    expect(chooseBackend(backends(...ids), named).id).toBe(chosen);
  });

  it.each([
    {
      ids: ["npu", "cpu"],
      named: "gpu",
      says: 'this worker has no backend "gpu" (did you mean "npu"?): it has npu, cpu',
    },
    { ids: ["npu", "cpu off"], named: "cpu", says: 'backend "cpu" is disabled on this worker' },
    { ids: ["npu", "cpu"], named: undefined, says: "as in http://host:port/npu (npu, cpu)" },
    { ids: ["npu off"], named: undefined, says: "this worker has no enabled backend" },
    { ids: ["npu"], named: "x\ny", says: 'no backend "x\\u{a}y"' },
  ])("is none among $ids when it names $named, and the error says so", ({ ids, named, says }) => {
    const error = thrownBy(() => chooseBackend(backends(...ids), named));

    expect(isProxyError(error) && error.code).toBe("backend-not-found");
    expect(String(error)).toContain(says);
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
