import type { LineKind } from "../svg/chart-style.js";
import { type ChartPlan, lineChart, type Series } from "../svg/line-chart.js";
import type { Outcome, PairReport, PolicyReport } from "../report/report.js";

const kinds: Readonly<Record<string, LineKind>> = {
  "length only": "length",
  "text heuristic": "heuristic",
  "confidence version 1": "version-1",
  "chosen by area": "by-area",
  ours: "ours",
  "prior only": "prior",
  both: "both",
  oracle: "oracle",
};

/** What a chart has on its x axis: the share deferred, or what a question costs in the mean. */
export interface Currency {
  readonly key: "share" | "ms" | "joules";
  readonly label: string;
  readonly title: string;
  readonly write: (tick: number) => string;
  /** Of a policy, one number for each count of deferred questions; undefined where it was not modelled. */
  readonly of: (policy: PolicyReport) => readonly number[] | undefined;
  readonly ofEnd: (outcome: Outcome, share: number) => number | undefined;
}

const whole = (tick: number): string => String(tick);
const asPercent = (tick: number): string => `${Math.round(tick * 100)} %`;

export const currencies: readonly Currency[] = [
  {
    key: "share",
    label: "share of questions deferred",
    title: "Quality by share deferred",
    write: asPercent,
    of: ({ curve: { quality } }) => quality.map((_, index) => index / (quality.length - 1)),
    ofEnd: (_, share) => share,
  },
  {
    key: "ms",
    label: "mean time per question, ms",
    title: "Quality by mean time",
    write: whole,
    of: ({ curve }) => curve.ms,
    ofEnd: ({ ms }) => ms,
  },
  {
    key: "joules",
    label: "mean energy per question, J (modelled: configured watts × busy time)",
    title: "Quality by modelled energy",
    write: whole,
    of: ({ curve }) => curve.joules,
    ofEnd: ({ joules }) => joules,
  },
];

/** The chart of a pair in one currency; undefined where it was not modelled. `only` names the policies to show. */
export function pairChart(
  pair: PairReport,
  currency: Currency,
  options: { readonly only?: readonly string[]; readonly standsAlone?: boolean } = {},
): string | undefined {
  const shown = pair.policies.filter(({ name }) => options.only?.includes(name) ?? true);
  const ends = [
    { name: `always ${pair.smaller}`, outcome: pair.always_smaller, share: 0 },
    { name: `always ${pair.larger}`, outcome: pair.always_larger, share: 1 },
  ].flatMap(({ name, outcome, share }) => {
    const x = currency.ofEnd(outcome, share);
    return x === undefined ? [] : [{ name, x, y: outcome.quality }];
  });
  const lines = shown.flatMap((policy): Series[] => {
    const xs = currency.of(policy);
    if (!xs) return [];
    const points = policy.curve.quality.map((quality, index) => [xs[index] ?? 0, quality] as const);
    return [{ name: policy.name, kind: kinds[policy.name] ?? "ours", points }];
  });
  if (ends.length < 2 || lines.length === 0) return undefined;
  const random: Series = { name: "random", kind: "random", points: ends.map(({ x, y }) => [x, y] as const) };
  const plan: ChartPlan = {
    id: [pair.smaller, pair.larger, currency.key].join("-").replace(/[^\w-]/gu, "-"),
    title: `${currency.title}: ${pair.smaller} → ${pair.larger}, ${pair.n_test} held-out questions`,
    description:
      `Share of right answers against ${currency.label}, for ${lines.map(({ name }) => name).join(", ")} and random ` +
      "deferral. The table holds the same figures.",
    x: currency,
    y: { label: "right answers", write: asPercent },
    series: [random, ...lines],
    marks: ends,
    ...(options.standsAlone !== undefined && { standsAlone: options.standsAlone }),
  };
  return lineChart(plan);
}
