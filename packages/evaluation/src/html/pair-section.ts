import type { PairReport, PolicyReport } from "../report/report.js";
import { element, type Markup } from "../svg/element.js";
import { absent, fixed, percent, plainInterval, points, pointsInterval } from "./figures.js";
import { currencies, type Currency, pairChart } from "./pair-charts.js";
import { table } from "./table.js";

const shownShares = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;

/** Everything about two rungs. */
export function pairSection(pair: PairReport): Markup[] {
  return [
    element("h2", {}, `${pair.smaller} → ${pair.larger}`),
    element(
      "p",
      {},
      `${pair.n_test} test questions that both answered (${pair.n_train} in the training half): both right ${pair.both_right}, only ` +
        `${pair.smaller} ${pair.only_smaller_right}, only ${pair.larger} ${pair.only_larger_right}, neither ${pair.neither_right}; ` +
        `McNemar's exact p ${pair.mcnemar_p < 0.001 ? "< 0.001" : fixed(pair.mcnemar_p, 3)}.`,
    ),
    policyTable(pair),
    leadTable(pair),
    ...currencies.flatMap((currency) => {
      const chart = pairChart(pair, currency);
      return chart === undefined ? [] : [{ markup: chart }, columnTable(pair, currency)];
    }),
    triedTable(pair),
  ];
}

function policyTable({ policies, n_test: n }: PairReport): Markup {
  return table({
    caption: `Policies, n = ${n}, with 95 % bootstrap intervals; area in points of quality`,
    head: ["policy", "AUROC", "Brier", "ECE", "area over random", "of the oracle's", "reach"],
    rows: policies.map((policy) => [
      policy.name,
      plainInterval(policy.auroc),
      plainInterval(policy.brier),
      plainInterval(policy.ece),
      policy.name === "oracle" ? points(policy.area?.estimate) : pointsInterval(policy.area),
      percent(policy.share_of_oracle, 0),
      percent(policy.reach, 0),
    ]),
    strong: oursIn(policies),
  });
}

function leadTable({ ours_over: leads }: PairReport): Markup {
  return table({
    caption: "Area of ours less that of another on the same questions, paired",
    head: ["than", "difference in points"],
    rows: leads.map(({ than, area }) => [than, pointsInterval(area)]),
  });
}

/** What a chart shows, in figures: quality by share, else the cost of each share. */
function columnTable({ policies }: PairReport, { key, of, label }: Currency): Markup {
  const isShare = key === "share";
  return table({
    caption: isShare ? "Right answers by share deferred, %" : `By share deferred: ${label}`,
    head: ["policy", ...shownShares.map((share) => percent(share, 0))],
    rows: policies.map((policy) => [
      policy.name,
      ...shownShares.map((share) => {
        const value = at(isShare ? policy.curve.quality : of(policy), share);
        return value === undefined ? absent : isShare ? fixed(value * 100, 1) : fixed(value, key === "ms" ? 0 : 1);
      }),
    ]),
    strong: oursIn(policies),
  });
}

function triedTable({ tried }: PairReport): Markup {
  return table({
    caption:
      "All scores that were tried. Chosen by the training half alone; each was looked at on the test half once, afterwards",
    head: ["score", "fitted to", "strength", "area, train (cross-validated)", "area, test"],
    rows: tried.map((item) => [
      item.chosen ? `${item.name} (chosen)` : item.name,
      item.target,
      String(item.strength),
      points(item.train_area),
      points(item.test_area),
    ]),
    strong: new Set(tried.flatMap(({ chosen }, index) => (chosen ? [index] : []))),
  });
}

function oursIn(policies: readonly PolicyReport[]): ReadonlySet<number> {
  return new Set(policies.flatMap(({ name }, index) => (name === "ours" ? [index] : [])));
}

/** The number of a column nearest to a share. */
function at(column: readonly number[] | undefined, share: number): number | undefined {
  return column?.[Math.round(share * (column.length - 1))];
}
