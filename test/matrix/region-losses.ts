import type { MatrixFault } from "./faults.ts";

/** Longer than another region takes until it serves. */
const lostSeconds = 22 * 60;
/** Until another one has just claimed the next epoch. */
const awaySeconds = 10 * 60;

const loss = (
  name: string,
  says: string,
  kind: "region-dark" | "region-partitioned",
  { region, forSeconds }: { readonly region: string; readonly forSeconds: number },
): MatrixFault => ({
  name,
  says,
  aim: () => ({ until: "said", beside: "happen", faults: [{ kind, region, forSeconds }] }),
});

/** What befalls a region while a run is at it. */
export const lossesOf = (region: string, whose = "its region"): readonly MatrixFault[] => [
  loss("region-lost", `${whose} goes dark within it, until another one serves`, "region-dark", {
    region,
    forSeconds: lostSeconds,
  }),
  loss(
    "region-away",
    `${whose} goes dark within it, and is back when another one has claimed the epoch`,
    "region-dark",
    { region, forSeconds: awaySeconds },
  ),
  loss("region-cut-off", `${whose} is cut off within it, and runs on`, "region-partitioned", {
    region,
    forSeconds: lostSeconds,
  }),
];
