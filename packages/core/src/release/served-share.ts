export type ShareVerdict = "served" | "off" | "inconclusive";

export interface ShareEvidence {
  /** Percent of requests that the candidate had before the shift, and has since. */
  readonly from: number;
  readonly to: number;
  /** Requests that each side served since the shift. */
  readonly candidate: number;
  readonly stable: number;
}

export interface ServedShare {
  readonly verdict: ShareVerdict;
  /** Percent observed; undefined without requests. */
  readonly observed: number | undefined;
  readonly sentence: string;
}

/** Normal quantile of the interval: a false "off" once in 15,000 looks. */
const quantile = 4;
/** Percentage points that a load balancer may be off for good: nodes of the ALB weigh each for itself. */
const tolerance = 2;

/**
 * Whether the load balancer serves what the weights ask for, from the requests that it counted. Evidence that fits the
 * old weight as well as the new one says nothing and is `inconclusive`.
 */
export function servedShare({ from, to, candidate, stable }: ShareEvidence): ServedShare {
  const n = candidate + stable;
  if (n === 0)
    return { verdict: "inconclusive", observed: undefined, sentence: "no request since the weights changed" };
  const observed = (100 * candidate) / n;
  const [low, high] = wilson(candidate, n);
  const near = (weight: number) => 100 * low <= weight + tolerance && 100 * high >= weight - tolerance;
  const fitsOld = from !== to && 100 * low <= from && 100 * high >= from;
  const verdict = !near(to) ? "off" : fitsOld ? "inconclusive" : "served";
  const sentence = `the candidate served ${observed.toFixed(1)} % of ${n} requests at weight ${to}`;
  return { verdict, observed, sentence };
}

/** Minutes that stand for now: two may be published late, and one is evidence. */
const lately = 3;

/**
 * The same of all minutes since the shift, oldest first. A load balancer may go on by the old weights for minutes; so
 * what is served lately counts, where all together does not fit.
 */
export function servedSince({
  from,
  to,
  candidate,
  stable,
}: {
  readonly from: number;
  readonly to: number;
  readonly candidate: readonly number[];
  readonly stable: readonly number[];
}): ServedShare {
  const of = (minutes: number) =>
    servedShare({ from, to, candidate: sum(candidate.slice(-minutes)), stable: sum(stable.slice(-minutes)) });
  const all = of(Math.max(1, candidate.length));
  const now = of(lately);
  return all.verdict !== "served" && now.verdict === "served" ? now : all;
}

/**
 * Of a group: every service must serve the weight, each by its own rules. One that is off is enough to say so; one with too
 * few requests leaves all of them inconclusive.
 */
export function servedTogether(
  services: readonly { readonly name: string; readonly share: ServedShare }[],
): Pick<ServedShare, "verdict" | "sentence"> {
  const all = services.map(({ share }) => share.verdict);
  const verdict = all.includes("off") ? "off" : all.includes("inconclusive") ? "inconclusive" : "served";
  const worst = services.filter(({ share }) => share.verdict === verdict);
  const said = worst.map(({ name, share }) =>
    services.length === 1 ? share.sentence : `${name}: ${share.sentence}`,
  );
  return { verdict, sentence: said.join("; ") };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Wilson's interval for a share of k in n, from 0 to 1; `z` is the normal quantile of each end. */
export function wilson(k: number, n: number, z = quantile): [number, number] {
  const p = k / n;
  const denominator = 1 + z ** 2 / n;
  const centre = (p + z ** 2 / (2 * n)) / denominator;
  const half = (z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))) / denominator;
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
