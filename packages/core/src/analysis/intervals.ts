/** Ages, in minutes since the step began, that are judged minute by minute. */
const fineMinutes = 15;

/** Ages that one look covers, both included. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * The interval in which an age is counted and looked at: its own minute in the first quarter of an hour of a step, later a
 * fifth of the step's age. It depends on nothing but the age, so that the looks are the same in whatever order minutes
 * arrive, and a bake of a day has 41 rows.
 */
export function intervalOf(age: number): Interval {
  if (age < fineMinutes) return { from: age, to: age };
  let from = fineMinutes;
  for (;;) {
    const next = from + Math.floor(from / 5);
    if (age < next) return { from, to: next - 1 };
    from = next;
  }
}
