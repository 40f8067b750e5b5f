import { Side } from "@signalbox/core/platform/platform";
import { scaleInSeconds } from "@signalbox/core/release/limits";
import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { writeServices } from "../../../aws/service.ts";
import * as allow from "../../../release/allow.ts";
import { checkOwner, checkpoint } from "../../../release/checkpoint.ts";
import { listed } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { groupOf, servicesOf } from "../../release-canary/group.ts";
import { dropMinimums } from "../minimums.ts";

export const stopSide = step({
  name: "StopSide",
  description:
    "Stops all tasks of one version by their services' desired counts, so that ECS lets connections end; scaling starts neither version meanwhile.",
  input: z.strictObject({ release: CanaryRelease, side: Side }),
  output: z.strictObject({ deadline: z.number(), waitSeconds: z.int() }),
  allow: [
    allow.readService,
    allow.writeService,
    allow.readScaling,
    allow.writeScaling,
    ...allow.checkpointAllows,
    ...allow.journalAllows,
  ],
  run: async ({ release, side }, context) => {
    await (side === release.stable ? checkpoint(context, release) : checkOwner(context, release));
    const { aws, clock } = context;
    const { cluster } = groupOf(context, release.group);
    const services = servicesOf(context, release);
    await dropMinimums(context, release);
    const leaving = services.map(({ sides }) => ({ service: sides[side].service, desiredCount: 0 }));
    await writeServices(aws.ecs, cluster, leaving);
    await journal(context, release, { text: `stops: ${listed(leaving.map(({ service }) => service))}` });
    return { deadline: clock.now() + scaleInSeconds * 1000, waitSeconds: 3 };
  },
});
