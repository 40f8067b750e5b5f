/** Out of a zone, or back into it. */
export type Way = "out" | "back";

/** The subnets that a service shall have; undefined where it has them already. */
export function wanted(way: Way, present: readonly string[], subnet: string): string[] | undefined {
  if (present.includes(subnet) === (way === "back")) return undefined;
  return way === "back" ? [...present, subnet] : present.filter((other) => other !== subnet);
}
