import type { Verdict } from "./verdict.ts";

/** What a release does after a look at its analysis. */
export const courses = ["turn-back", "go-on", "look-again", "extend", "ask"] as const;
export type Course = (typeof courses)[number];

export interface Look {
  readonly verdict: Verdict;
  /** Whether the time of the bake is over. */
  readonly over: boolean;
  /** Extensions of this bake so far, and how many the policy allows. */
  readonly extension: number;
  readonly extensions: number;
  /** The test has a fixed size: a pass says nothing before the bake is over. */
  readonly fixedSize?: boolean;
}

/**
 * A failure turns back and a pass goes on at once, before the bake is over: the levels of the tests hold over all looks, and
 * what a pass needs at each weight is in the verdict. Of a test of fixed size only the pass at the end counts. Without either the bake goes on to its end, is extended, and then a
 * person is asked: no release promotes without evidence.
 */
export function courseOf({ verdict, over, extension, extensions, fixedSize = false }: Look): Course {
  if (verdict === "fail") return "turn-back";
  if (verdict === "pass" && (over || !fixedSize)) return "go-on";
  if (!over) return "look-again";
  return extension < extensions ? "extend" : "ask";
}
