export interface JointRanks {
  /** Sum of the ranks of the first sample. */
  readonly sum: number;
  /** Sum of t³ - t over groups of t equal values. */
  readonly ties: number;
}

/** Ranks two samples together, both ascending, `shift` taken from each value of the first; equal values share their mean rank. */
export function rankTogether(first: readonly number[], second: readonly number[], shift: number): JointRanks {
  let [i, j, sum, ties] = [0, 0, 0, 0];
  while (i < first.length || j < second.length) {
    const value = Math.min(valueAt(first, i) - shift, valueAt(second, j));
    const before = i + j;
    const firstBefore = i;
    while (i < first.length && valueAt(first, i) - shift === value) i++;
    while (j < second.length && valueAt(second, j) === value) j++;
    const equal = i + j - before;
    sum += (i - firstBefore) * (before + (equal + 1) / 2);
    ties += equal ** 3 - equal;
  }
  return { sum, ties };
}

/** Infinity past the end, where it never is the least. */
const valueAt = (values: readonly number[], index: number): number => values[index] ?? Infinity;
