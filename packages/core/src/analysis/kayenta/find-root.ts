/** A point of the function whose root is wanted. */
interface Point {
  readonly x: number;
  readonly y: number;
}

const mostSteps = 1001;

/**
 * Where `f` crosses zero between `low` and `high`, at which it has opposite signs, to within `tolerance`.
 *
 * Brent's zeroin (Algorithms for Minimization Without Derivatives, 1973, chapter 4) as R's `uniroot` runs it, which measures an
 * interpolation against the last step where Brent measures it against the one before. Where `f` is a staircase, as a rank
 * statistic is, the answer depends on the very points that are tried: another root finder agrees only to the tolerance.
 */
export function findRoot(f: (x: number) => number, low: number, high: number, tolerance: number): number {
  let previous: Point = { x: low, y: f(low) };
  let best: Point = { x: high, y: f(high) };
  let opposite = previous;
  if (previous.y === 0) return low;
  for (let steps = 0; steps < mostSteps; steps++) {
    const lastStep = best.x - previous.x;
    if (Math.abs(opposite.y) < Math.abs(best.y)) [previous, best, opposite] = [best, opposite, best];
    const least = 2 * Number.EPSILON * Math.abs(best.x) + tolerance / 2;
    const half = (opposite.x - best.x) / 2;
    if (Math.abs(half) <= least || best.y === 0) return best.x;
    const interpolated =
      Math.abs(lastStep) >= least && Math.abs(previous.y) > Math.abs(best.y)
        ? interpolate(previous, best, opposite, lastStep, least)
        : undefined;
    const wanted = interpolated ?? half;
    const step = Math.abs(wanted) >= least ? wanted : wanted > 0 ? least : -least;
    previous = best;
    best = { x: best.x + step, y: f(best.x + step) };
    if (best.y * opposite.y > 0) opposite = previous;
  }
  return best.x;
}

/** A step by a straight line, or a parabola lying on its side where there are three points; undefined where it would go too far. */
function interpolate(previous: Point, best: Point, opposite: Point, lastStep: number, least: number) {
  const width = opposite.x - best.x;
  const s = best.y / previous.y;
  let p: number;
  let q: number;
  if (previous.x === opposite.x) {
    p = width * s;
    q = 1 - s;
  } else {
    const t = previous.y / opposite.y;
    const r = best.y / opposite.y;
    p = s * (width * t * (t - r) - (best.x - previous.x) * (r - 1));
    q = (t - 1) * (r - 1) * (s - 1);
  }
  if (p > 0) q = -q;
  else p = -p;
  const inside = p < 0.75 * width * q - Math.abs(least * q) / 2;
  return inside && p < Math.abs((lastStep * q) / 2) ? p / q : undefined;
}
