import { FakeClock } from "@compute-proxy/core/testing";
import { expect, it } from "@jest/globals";
import { engineTime } from "./engine-time.js";

it("counts the time in which an engine is waited for, and no other", async () => {
  const clock = new FakeClock();
  const time = engineTime(clock);
  await clock.advance(5);
  const seen = [time.ms()];
  for (const rest of [100, 1000]) {
    time.wait();
    await clock.advance(10);
    time.wait();
    await clock.advance(20);
    seen.push(time.ms());
    time.rest();
    await clock.advance(rest);
    time.rest();
  }
  seen.push(time.ms());

  expect(seen).toEqual([0, 30, 60, 60]);
});
