import { z } from "zod";
import { drainBound, gatingSeconds, scaleInSeconds } from "./limits.ts";
import type { ReleasePolicy } from "./policy.ts";

/** Of a release whose cutover is one of all regions, which share a database: it goes on with the others, or back with them. */
export const Everywhere = z.strictObject({
  set: z.string().min(1).meta({ description: "name of the set, which release-waves gives" }),
  region: z.string().min(1).meta({ description: "region of the set, and of the release that migrates" }),
  writer: z.string().min(1).meta({ description: "name of the release that migrates" }),
  patienceSeconds: z.int().positive().meta({
    description: "how long it waits for the others while users are kept out",
    unit: "s",
  }),
});
export type Everywhere = z.output<typeof Everywhere>;

/** Looks of the set, retries, Lambdas that were cut off. */
const spareSeconds = 900;

/** How long releases under these policies may take to drain and stop the old version, or to start the new one and pass its gates. */
export const patienceSeconds = (policies: readonly ReleasePolicy[]): number =>
  spareSeconds +
  Math.max(
    ...policies.map((policy) =>
      Math.max(drainBound(policy, true) + scaleInSeconds, policy.healthySeconds + gatingSeconds(policy)),
    ),
  );

/** Whether a release is the one that migrates for all regions, or for itself alone. */
export const isWriter = ({
  run,
  everywhere,
}: {
  readonly run: string;
  readonly everywhere?: Everywhere | undefined;
}): boolean => everywhere === undefined || everywhere.writer === run;
