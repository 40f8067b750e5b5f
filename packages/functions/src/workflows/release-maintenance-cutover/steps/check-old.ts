import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { countHealthy } from "../../../aws/target-health.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";
import { servicesOf } from "../../release-canary/group.ts";

export const checkOld = step({
  name: "CheckOld",
  description: "Looks whether the old version has all of its targets again, or has had its time for that.",
  input: z.strictObject({
    release: CanaryRelease,
    /** When the old version was started again, as EnteredTime has it. */
    since: z.iso.datetime(),
  }),
  output: z.strictObject({ done: z.boolean() }),
  allow: [allow.readHealth],
  run: async ({ release, since }, { aws, clock, platform }) => {
    const { healthySeconds } = release.policy;
    if (clock.now() >= Date.parse(since) + healthySeconds * 1000) return { done: true };
    for (const { sides, stableCount } of servicesOf({ platform }, release)) {
      const { targetGroupArn } = sides[release.stable];
      if ((await countHealthy(aws.elasticLoadBalancing, targetGroupArn)) < stableCount)
        return { done: false };
    }
    return { done: true };
  },
});
