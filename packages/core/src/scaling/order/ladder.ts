/** Where replicas can come from: a zone, a type, how it is bought, a region. The configuration's order is the order of preference. */
export interface Source {
  readonly region: string;
  readonly instanceType: string;
  readonly spot: boolean;
  readonly zone: string;
}

/** What has to be given up to come from one source to another; the smaller number first. */
const distance = (from: Source, to: Source): number =>
  to.region !== from.region ? 8 : to.spot !== from.spot ? 4 : to.instanceType !== from.instanceType ? 2 : 1;

const key = ({ region, instanceType, spot, zone }: Source): string =>
  `${region} ${instanceType} ${spot} ${zone}`;

/**
 * The next source when those that were tried had no capacity: another zone, then another type, then on demand instead of Spot (never
 * back), then another region; of several the one that the configuration names first. Undefined where none is left: then people are told.
 */
export function nextSource(sources: readonly Source[], tried: readonly Source[]): Source | undefined {
  const [first] = tried;
  if (!first) return sources[0];
  const gone = new Set(tried.map(key));
  return sources
    .filter((one) => !gone.has(key(one)) && (first.spot || !one.spot || one.region !== first.region))
    .map((one, at) => ({ one, at, far: distance(first, one) }))
    .toSorted((a, b) => a.far - b.far || a.at - b.at)[0]?.one;
}
