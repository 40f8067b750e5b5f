import { NamedError } from "@signalbox/core/error";
import { Weight } from "@signalbox/core/release/policy";
import { Release } from "@signalbox/core/release/release";
import { servedSince } from "@signalbox/core/release/served-share";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { readRequests, wholeMinutes } from "../../../aws/measurements.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { checkpoint } from "../checkpoint.ts";
import { groupOf, sideOf } from "../group.ts";

export const observeShare = step({
  name: "ObserveShare",
  description: "Looks in CloudWatch whether the load balancer serves the share that the weight asks for.",
  input: z.strictObject({
    release: Release,
    from: Weight,
    weight: Weight,
    /** When the weights changed, and until when they may take effect. Milliseconds since 1970. */
    since: z.number(),
    deadline: z.number(),
  }),
  output: z.strictObject({ done: z.boolean() }),
  allow: [allow.readMetrics, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, from, weight, since, deadline }, context) => {
    await checkpoint(context, release);
    const { aws, clock } = context;
    const group = groupOf(context, release.group);
    const window = wholeMinutes(since, clock.now());
    const served = (side: "stable" | "candidate") =>
      readRequests(aws.cloudWatch, sideOf(group, release[side]), window);
    const evidence = {
      from,
      to: weight,
      candidate: await served("candidate"),
      stable: await served("stable"),
    };
    const { verdict, sentence } = servedSince(evidence);
    const over = clock.now() >= deadline;
    // Until the deadline "off" may only mean that one side's minute is published and the other's is not.
    if (verdict !== "served" && !over) return { done: false };
    if (verdict === "off") throw new NamedError("Release.ShareNotServed", sentence);
    // Too few requests to tell: the judge asks for more than this did, and will say so.
    await journal(context, release, {
      text: verdict === "served" ? sentence : `${sentence}: too few to tell`,
    });
    return { done: true };
  },
});
