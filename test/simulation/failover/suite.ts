import { expect, test } from "vitest";
import { play } from "./play.ts";

/** So many files share the seeds, for as many workers. */
export interface Part {
  /** From 1. */
  readonly part: number;
  readonly of: number;
}

/** Seeds of all files together; `npm run simulate -- --seeds N` plays more. */
const seeds = 100;
/** In one test; a failing one names its seed. */
const together = 10;

/** Plays a part of the seeds. */
export function failoverSuite({ part, of }: Part): void {
  const blocks = Array.from({ length: seeds / together }, (_, block) => block * together);
  const mine = blocks.filter((_, index) => index % of === part - 1);
  test.each(mine)("seeds from %i on break no invariant", async (from) => {
    for (let seed = from; seed < from + together; seed++) {
      const { violations } = await play(seed);
      expect({ replay: `npm run simulate -- --seed ${seed}`, violations }).toMatchObject({ violations: [] });
    }
  });
}
