/** Mean and standard deviation of every column. */
export interface Standard {
  readonly mean: readonly number[];
  /** Over 0; 1 for a column that is constant, which therefore counts for nothing. */
  readonly scale: readonly number[];
}

/** One odd answer must not outvote the rest: further out than this many standard deviations counts as this far. */
const furthest = 4;

/** The standard of rows of equal length. */
export function standardOf(rows: ReadonlyArray<readonly number[]>): Standard {
  const columns = rows[0]?.length ?? 0;
  const mean = Array.from({ length: columns }, (_, column) => average(rows.map((row) => row[column] ?? 0)));
  const scale = mean.map((centre, column) => {
    const deviation = Math.sqrt(average(rows.map((row) => ((row[column] ?? 0) - centre) ** 2)));
    return deviation > 1e-9 * (1 + Math.abs(centre)) ? deviation : 1;
  });
  return { mean, scale };
}

/** A row in standard deviations from the mean, limited to four either way. */
export function standardised(row: readonly number[], { mean, scale }: Standard): number[] {
  return row.map((value, column) => {
    const distance = (value - (mean[column] ?? 0)) / (scale[column] ?? 1);
    return Math.min(furthest, Math.max(-furthest, distance));
  });
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
