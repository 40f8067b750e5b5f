import { NamedError } from "@signalbox/core/error";
import type { Side } from "@signalbox/core/platform/platform";
import { Weight } from "@signalbox/core/release/policy";
import type { SidedRelease } from "@signalbox/core/release/release";
import { servedSince, servedTogether } from "@signalbox/core/release/served-share";
import { z } from "zod";
import { journal } from "../../aws/journal.ts";
import { type Measured, readRequests, wholeMinutes } from "../../aws/measurements.ts";
import type { StepContext } from "../../context.ts";
import { step } from "../../step.ts";
import * as allow from "../allow.ts";
import { bakeFrom } from "../bake.ts";
import { checkpoint } from "../checkpoint.ts";

export interface Observing<Of extends SidedRelease> {
  readonly release: z.ZodType<Of>;
  /** One side of every service, as it is measured. */
  readonly placesOf: (
    context: StepContext,
    release: Of,
    side: Side,
  ) => readonly (Measured & { readonly name: string })[];
}

/** The step of a strategy with sides that looks whether the load balancer has followed its rules. */
export const observeShareStep = <Of extends SidedRelease>({ release, placesOf }: Observing<Of>) =>
  step({
    name: "ObserveShare",
    description:
      "Looks in CloudWatch whether the load balancer serves the share that the weight asks for, in every service.",
    input: z.strictObject({
      release,
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
      const window = wholeMinutes(since, clock.now());
      const served = (side: Side) => readRequests(aws.cloudWatch, placesOf(context, release, side), window);
      const [candidate, stable] = [await served(release.candidate), await served(release.stable)];
      // An ALB counts by target group: what came by the preview's cookie is among the candidate's. Up to two points of it pass.
      const { verdict, sentence } = servedTogether(
        placesOf(context, release, release.candidate).map(({ name }, index) => ({
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
      const bake = bakeFrom(clock.now(), release.policy);
      // Users who stuck before the shift go by the weights now, as nobody sticks while the share is observed; but their cookies
      // would count again if users stuck anew within a cookie's life.
      const bound = weight < 100 && clock.now() < since + release.policy.stickySeconds * 1000;
      if (bound) return { done: false, ...bake };
      // Until the deadline "off" may only mean that one side's minute is published and the other's is not.
      if (verdict !== "served" && !over) return { done: false, ...bake };
      if (verdict === "off") throw new NamedError("Release.ShareNotServed", sentence);
      // Too few requests to tell: the judge asks for more than this did, and will say so.
      await journal(context, release, {
        text: verdict === "served" ? sentence : `${sentence}: too few to tell`,
      });
      return { done: true, ...bake };
    },
  });
