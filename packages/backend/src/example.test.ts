import { readFileSync } from "node:fs";
import { afterAll, expect, it } from "@jest/globals";
// example
import { Backend } from "@compute-proxy/api";
import { createRegistry, resolveModel } from "@compute-proxy/backend";
import { overGrpc, scriptedBackend } from "@compute-proxy/backend/testing";
import { systemClock } from "@compute-proxy/core";

const definition = Backend.fromPartial({ id: "npu", models: { aliases: { small: "any" } } });
const engine = scriptedBackend({ id: "npu" }, () => ({ deltas: ["Par", "is"] }));
const remote = await overGrpc(engine.port);

const registry = createRegistry({
  entries: [{ definition, adapter: { ...engine, port: remote.port } }],
  policy: { unhealthyThreshold: 3 },
  clock: systemClock,
});
const state = await registry.check("npu", new AbortController().signal);
const live = state.kind === "reachable" ? state.description?.models : undefined;
const model = resolveModel(definition, "small", "text_generation", live);
// end

afterAll(async () => {
  await registry.close();
  await remote.close();
});

it("the README's example runs as it is printed", () => {
  expect(state.kind).toBe("reachable");
  expect(model).toEqual({ kind: "served", engineModel: "any" });
});

it("the README prints this example", () => {
  const source = readFileSync(new URL(import.meta.url), "utf8");
  const example = /\/\/ example\n(.*)\/\/ end\n/su.exec(source)?.[1]?.trim() ?? "no example";

  expect(readFileSync(new URL("../README.md", import.meta.url), "utf8")).toContain(example);
});
