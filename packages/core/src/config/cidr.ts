/** An address range; addresses are numbers of 32 bits. */
export interface Range {
  readonly first: number;
  readonly last: number;
  /** Length of the prefix: 16 in 10.0.0.0/16. */
  readonly bits: number;
  /** Whether the address is the first of its range. */
  readonly exact: boolean;
}

/** Reads `10.0.0.0/16`. */
export function rangeOf(cidr: string): Range {
  const [address = "", length = ""] = cidr.split("/");
  const bits = Number(length);
  const size = 2 ** (32 - bits);
  const number = address.split(".").reduce((value, part) => value * 256 + Number(part), 0);
  const first = Math.floor(number / size) * size;
  return { first, last: first + size - 1, bits, exact: first === number };
}

export const overlap = (a: Range, b: Range): boolean => a.first <= b.last && b.first <= a.last;

export const holds = (outer: Range, inner: Range): boolean =>
  outer.first <= inner.first && inner.last <= outer.last;

/** `10.0.0.0/16` of a range. */
export const cidrOf = ({ first, bits }: Range): string =>
  `${[24, 16, 8, 0].map((shift) => (first >>> shift) & 255).join(".")}/${bits}`;
