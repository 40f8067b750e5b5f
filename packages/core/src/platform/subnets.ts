/** Subnets of a VPC by tier, one for each zone. */
export interface Subnets {
  /** Load balancer and NAT: 10.0.1.0/24, 10.0.2.0/24 … of 10.0.0.0/16. */
  readonly public: readonly string[];
  /** Tasks and Lambdas: 10.0.11.0/24 … */
  readonly private: readonly string[];
  /** Databases, caches, file systems, without a way to the internet: 10.0.21.0/24 … */
  readonly data: readonly string[];
}

/** Cuts a /16 into a /24 for each tier and zone. Throws a RangeError for any other size, and beyond nine zones. */
export function subnetsOf(cidr: string, zones: number): Subnets {
  const network = /^(\d{1,3}\.\d{1,3})\.0\.0\/16$/.exec(cidr)?.[1];
  if (network === undefined) throw new RangeError(`${cidr} is no /16, such as 10.0.0.0/16`);
  if (zones < 1 || zones > 9) throw new RangeError(`${zones} zones; the tiers have room for one to nine`);
  const tier = (first: number) =>
    Array.from({ length: zones }, (_, zone) => `${network}.${first + zone}.0/24`);
  return { public: tier(1), private: tier(11), data: tier(21) };
}
