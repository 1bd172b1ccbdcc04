import { createComputeClient } from "@compute-proxy/client";
import { runningClock } from "@compute-proxy/core/testing";
import { startMockEngines } from "@compute-proxy/mock-engines";
import { expect, it } from "@jest/globals";
import { startOurs } from "../testing/faults/proxy-under-test.js";
import { asked } from "../testing/faults/seen.js";

it("46: a backend that comes and goes fails no call where two others stand, and fills no log", async () => {
  const engines = await Promise.all([1, 2, 3].map(() => startMockEngines({ tokens: 3 })));
  await engines[0]?.setFault({ fault: "flap-requests", requests: 1 });
  const proxy = await startOurs(
    engines.map(({ url }) => url),
    runningClock,
  );
  const client = createComputeClient({ address: proxy.address });
  const calls = 60;

  const answers = await Promise.all(
    Array.from({ length: calls }, () => client.generate({ prompt: asked.prompt, model: asked.text })),
  );

  const attempts = engines.reduce((sum, engine) => sum + engine.counters().attempts, 0);
  const state = proxy.logged?.filter(({ msg }) => msg === "backend state" || msg === "circuit") ?? [];
  client.close();
  await proxy.close();
  await Promise.all(engines.map((engine) => engine.close()));
  expect(answers).toHaveLength(calls);
  expect(attempts).toBeLessThanOrEqual(2 * calls);
  expect(state.length).toBeLessThanOrEqual(4);
});
