/**
 * Solves `matrix` x = `right` for a symmetric positive definite matrix by Cholesky's decomposition (Golub and Van Loan,
 * Matrix Computations, 4.2), which reads the lower half alone. Undefined where rounding has made the matrix not
 * positive definite.
 */
export function solveSymmetric(
  matrix: ReadonlyArray<readonly number[]>,
  right: readonly number[],
): number[] | undefined {
  const lower = cholesky(matrix);
  if (!lower) return undefined;
  const size = right.length;
  const forward: number[] = [];
  for (let row = 0; row < size; row++) {
    forward.push((at(right, row) - dot(lower[row] ?? [], forward, row)) / at(lower[row] ?? [], row));
  }
  const solution = Array.from<number>({ length: size }).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    let rest = at(forward, row);
    for (let column = row + 1; column < size; column++) rest -= at(lower[column] ?? [], row) * at(solution, column);
    solution[row] = rest / at(lower[row] ?? [], row);
  }
  return solution;
}

function cholesky(matrix: ReadonlyArray<readonly number[]>): number[][] | undefined {
  const lower: number[][] = [];
  for (const [row, values] of matrix.entries()) {
    const current: number[] = [];
    for (let column = 0; column < row; column++) {
      const above = lower[column] ?? [];
      current.push((at(values, column) - dot(above, current, column)) / at(above, column));
    }
    const pivot = at(values, row) - dot(current, current, row);
    if (!(pivot > 0)) return undefined;
    lower.push([...current, Math.sqrt(pivot)]);
  }
  return lower;
}

function dot(first: readonly number[], second: readonly number[], length: number): number {
  let sum = 0;
  for (let index = 0; index < length; index++) sum += at(first, index) * at(second, index);
  return sum;
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}
