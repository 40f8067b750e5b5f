import type { Config } from "../config.ts";
import type { Finding } from "../problem.ts";

/** What of a configuration the schema takes. */
export type Parts = { readonly [Part in keyof Config]?: Config[Part] | undefined };

export interface Check {
  /** What holds when nothing is found, as a clause. */
  readonly rule: string;
  /** Finds faults that no single field shows; none where the schema refuses a part that it reads. */
  readonly find: (parts: Parts, unsound: ReadonlySet<string>) => Iterable<Finding>;
}

/** A check with its rule and the parts that it reads. */
export function check<Part extends keyof Config>(
  rule: string,
  reads: readonly Part[],
  find: (parts: Pick<Config, Part>) => Iterable<Finding>,
): Check {
  return { rule, find: (parts, unsound) => (isSound(parts, reads, unsound) ? find(parts) : []) };
}

/** What is not unsound is there: left-out parts have their defaults, and what has none would be missing. */
function isSound<Part extends keyof Config>(
  _parts: Parts,
  reads: readonly Part[],
  unsound: ReadonlySet<string>,
): _parts is Parts & Pick<Config, Part> {
  return reads.every((part) => !unsound.has(part));
}
