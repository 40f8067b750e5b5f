import { NamedError } from "@signalbox/core/error";
import { Side } from "@signalbox/core/platform/platform";
import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { readServices } from "../../../aws/service.ts";
import * as allow from "../../../release/allow.ts";
import { listed } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { groupOf, servicesOf } from "../group.ts";

export const checkScaledIn = step({
  name: "CheckScaledIn",
  description: "Looks whether the last task of the side that left has stopped, in every service.",
  input: z.strictObject({ release: CanaryRelease, side: Side, deadline: z.number() }),
  output: z.strictObject({ done: z.boolean() }),
  allow: [allow.readService],
  run: async ({ release, side, deadline }, context) => {
    const { cluster } = groupOf(context, release.group);
    const leaving = servicesOf(context, release).map(({ sides }) => sides[side].service);
    const state = await readServices(context.aws.ecs, cluster, leaving);
    const running = leaving.flatMap((service) => {
      const { runningCount } = state(service);
      return runningCount > 0 ? [`${service} still runs ${runningCount} task(s)`] : [];
    });
    if (running.length > 0 && context.clock.now() >= deadline)
      throw new NamedError("Release.NotScaledIn", listed(running));
    return { done: running.length === 0 };
  },
});
