import { NamedError } from "@signalbox/core/error";
import { Weight } from "@signalbox/core/release/policy";
import { CanaryRelease } from "@signalbox/core/release/release";
import { servedSince, servedTogether } from "@signalbox/core/release/served-share";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { readRequests, wholeMinutes } from "../../../aws/measurements.ts";
import * as allow from "../../../release/allow.ts";
import { bakeFrom } from "../../../release/bake.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { servicesOf, sideOf } from "../group.ts";

export const observeShare = step({
  name: "ObserveShare",
  description:
    "Looks in CloudWatch whether the load balancer serves the share that the weight asks for, in every service.",
  input: z.strictObject({
    release: CanaryRelease,
    from: Weight,
    weight: Weight,
    /** When the weights changed, and until when they may take effect. Milliseconds since 1970. */
    since: z.number(),
    deadline: z.number(),
  }),
  output: z.strictObject({ done: z.boolean(), ends: z.number(), look: z.int() }),
  allow: [allow.readMetrics, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, from, weight, since, deadline }, context) => {
    await checkpoint(context, release);
    const { aws, clock } = context;
    const services = servicesOf(context, release);
    const window = wholeMinutes(since, clock.now());
    const served = (side: "stable" | "candidate") =>
      readRequests(
        aws.cloudWatch,
        services.map((service) => sideOf(service, release[side])),
        window,
      );
    const [candidate, stable] = [await served("candidate"), await served("stable")];
    const { verdict, sentence } = servedTogether(
      services.map(({ name }, index) => ({
        name,
        share: servedSince({
          from,
          to: weight,
          candidate: candidate[index] ?? [],
          stable: stable[index] ?? [],
        }),
      })),
    );
    const over = clock.now() >= deadline;
    // Until the deadline "off" may only mean that one side's minute is published and the other's is not.
    const bake = bakeFrom(clock.now(), release.policy);
    if (verdict !== "served" && !over) return { done: false, ...bake };
    if (verdict === "off") throw new NamedError("Release.ShareNotServed", sentence);
    // Too few requests to tell: the judge asks for more than this did, and will say so.
    await journal(context, release, {
      text: verdict === "served" ? sentence : `${sentence}: too few to tell`,
    });
    return { done: true, ...bake };
  },
});
