import type { HeatStatus } from "@compute-proxy/api";

/** The heat of a device in a table: "71.5 C, fan 40 % (recording)". "-" where nothing reads it, or nothing was read for long. */
export function heatText(heat: HeatStatus | undefined): string {
  const facts = [
    heat?.celsius === undefined ? "" : `${heat.celsius} C`,
    heat?.fanPercent === undefined ? "" : `fan ${heat.fanPercent} %`,
  ].filter(Boolean);
  return heat === undefined || facts.length === 0 ? "-" : `${facts.join(", ")} (${heat.source})`;
}
