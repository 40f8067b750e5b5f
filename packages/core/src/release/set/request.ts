import { z } from "zod";
import { seconds } from "../../config/field.ts";
import { RegionName } from "../../config/regions.ts";
import { Force } from "../../upgrade/release-upgrade.ts";
import { ImageRequest, PolicyOverride } from "../request.ts";

/** A set decides itself how long its releases wait for each other. */
const SetPolicy = PolicyOverride.omit({ othersSeconds: true });

const asked = {
  requestedBy: z.string().min(1).meta({ description: "who asks" }),
  reason: z.string().min(1).optional().meta({ description: "why, for the reports" }),
  breakGlass: z.string().min(1).optional().meta({
    description: "why it cannot wait for the end of a freeze; the reports keep it",
  }),
  policy: SetPolicy.optional().meta({ description: "fields of the policies that differ this time" }),
  dryRun: z.boolean().default(false).meta({ description: "only answer the plan" }),
  /** Of Step Functions, where another machine started it. */
  AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: z.string().optional(),
};

/** Several groups of one region, forward and back as one. */
export const TogetherRequest = z
  .strictObject({
    groups: z
      .array(z.strictObject({ group: z.string().min(1), image: ImageRequest }))
      .min(2)
      .max(10)
      .meta({ description: "release groups, each with its image" }),
    ...asked,
  })
  .refine(({ groups }) => new Set(groups.map(({ group }) => group)).size === groups.length, {
    path: ["groups"],
    error: "a group is released once; name each of them once",
  });
export type TogetherRequest = z.output<typeof TogetherRequest>;

/** One group over the regions of the platform: one region first, then the others. */
export const WavesRequest = z.strictObject({
  group: z.string().min(1).meta({ description: "release group" }),
  image: ImageRequest,
  canary: RegionName.optional().meta({
    description: "region that goes first; the primary, where users are, unless said",
  }),
  betweenSeconds: seconds(0, 86_400)
    .default(1_800)
    .meta({ description: "how long the first region serves alone before the others begin", unit: "s" }),
  force: Force.extend({ strategy: z.literal("maintenance-cutover") })
    .optional()
    .meta({ description: "whatever the rehearsal says: one cutover of all regions, with a reason" }),
  ...asked,
});
export type WavesRequest = z.output<typeof WavesRequest>;
