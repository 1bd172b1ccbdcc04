import { describe, expect, it } from "@jest/globals";
import { seededRandom } from "../random/seeded-random.js";
import { fitLogistic, type LinearWeights, logitAt, type LogisticData, type Regularisation } from "./logistic.js";
import { logitOf, sigmoid } from "./sigmoid.js";

const origin = (columns: number): LinearWeights => ({
  weights: Array.from<number>({ length: columns }).fill(0),
  bias: 0,
});

/** Numbers from a known logistic law: weights 1.5 and -1, bias 0.5. */
function drawn(count: number, seed: number): LogisticData {
  const random = seededRandom(seed);
  const rows = Array.from({ length: count }, () => [4 * random.uniform() - 2, 4 * random.uniform() - 2]);
  const law = { weights: [1.5, -1], bias: 0.5 };
  return { rows, targets: rows.map((row) => (random.uniform() < sigmoid(logitAt(law, row)) ? 1 : 0)) };
}

/** The derivative of the loss by each coefficient, from its definition. */
function gradient({ rows, targets }: LogisticData, { l2, centre }: Regularisation, at: LinearWeights): number[] {
  const residuals = rows.map((row, index) => sigmoid(logitAt(at, row)) - (targets[index] ?? 0));
  const along = (values: number[]): number =>
    values.reduce((sum, value, row) => sum + value * (residuals[row] ?? 0), 0);
  const byWeight = at.weights.map(
    (weight, column) => along(rows.map((row) => row[column] ?? 0)) + l2 * (weight - (centre.weights[column] ?? 0)),
  );
  return [...byWeight, along(rows.map(() => 1)) + l2 * (at.bias - centre.bias)];
}

describe("fitLogistic", () => {
  it.each([
    { name: "few rows", data: drawn(10, 1), l2: 1 },
    { name: "many rows", data: drawn(500, 2), l2: 1 },
    { name: "a weak hold", data: drawn(100, 3), l2: 1e-6 },
    { name: "a strong hold", data: drawn(100, 4), l2: 1000 },
    { name: "separable rows", data: { rows: [[-2], [-1], [1], [2]], targets: [0, 0, 1, 1] }, l2: 0.01 },
    { name: "far rows", data: { rows: [[-2000], [1000], [3000]], targets: [0, 1, 0] }, l2: 0.1 },
    { name: "one class", data: { rows: [[1], [2]], targets: [1, 1] }, l2: 1 },
    {
      name: "equal columns",
      data: {
        rows: [
          [1, 1],
          [0, 0],
          [2, 2],
        ],
        targets: [1, 0, 0],
      },
      l2: 1e-3,
    },
  ])("ends where the loss is level: $name", ({ data, l2 }) => {
    const hold = { l2, centre: origin(data.rows[0]?.length ?? 0) };

    const fitted = fitLogistic(data, hold);

    const steepest = data.rows.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 1) * data.rows.length;
    for (const slope of gradient(data, hold, fitted)) expect(Math.abs(slope)).toBeLessThan(1e-9 * steepest);
  });

  it("finds the law that drew the labels", () => {
    const { weights, bias } = fitLogistic(drawn(20_000, 5), { l2: 1, centre: origin(2) });

    expect(weights[0]).toBeCloseTo(1.5, 0);
    expect(weights[1]).toBeCloseTo(-1, 0);
    expect(Math.abs((weights[0] ?? 0) - 1.5) + Math.abs((weights[1] ?? 0) + 1) + Math.abs(bias - 0.5)).toBeLessThan(
      0.2,
    );
  });

  it("gives the log odds of the base rate where there is nothing else", () => {
    const { bias } = fitLogistic({ rows: [[], [], [], []], targets: [1, 1, 1, 0] }, { l2: 1e-12, centre: origin(0) });

    expect(bias).toBeCloseTo(logitOf(0.75), 9);
  });

  it("is the centre without rows, and near it with a strong hold", () => {
    const centre = { weights: [0.7, -0.2], bias: 0.4 };

    expect(fitLogistic({ rows: [], targets: [] }, { l2: 1, centre })).toEqual(centre);
    const held = fitLogistic(drawn(20, 6), { l2: 1e6, centre });
    expect(held.weights[0]).toBeCloseTo(0.7, 3);
    expect(held.bias).toBeCloseTo(0.4, 3);
  });
});
