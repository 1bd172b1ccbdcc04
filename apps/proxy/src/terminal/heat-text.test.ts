import { HeatStatus } from "@compute-proxy/api";
import { expect, it } from "@jest/globals";
import { heatText } from "./heat-text.js";

it.each([
  { heat: undefined, text: "-" },
  { heat: { source: "recording", readMsAgo: 60_000 }, text: "-" },
  { heat: { source: "simulated", celsius: 71.5 }, text: "71.5 C (simulated)" },
  { heat: { source: "recording", fanPercent: 0 }, text: "fan 0 % (recording)" },
  { heat: { source: "recording", celsius: 71, fanPercent: 40 }, text: "71 C, fan 40 % (recording)" },
])("a device is shown as $text", ({ heat, text }) => {
  expect(heatText(heat && HeatStatus.fromPartial(heat))).toBe(text);
});
