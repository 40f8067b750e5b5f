import { NamedError } from "@signalbox/core/error";
import { Outcome } from "@signalbox/core/ledger/records";
import { Side } from "@signalbox/core/platform/platform";
import { drained, drainedTogether } from "@signalbox/core/release/drain";
import { drainPollSeconds } from "@signalbox/core/release/limits";
import type { SidedRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal, readActs } from "../../aws/journal.ts";
import { ledgerOf } from "../../aws/ledger.ts";
import { lastServed, type Measured, readRequests, wholeMinutes } from "../../aws/measurements.ts";
import type { StepContext } from "../../context.ts";
import { step } from "../../step.ts";
import * as allow from "../allow.ts";
import { checkpoint } from "../checkpoint.ts";
import { followGenerations, followsGenerations } from "../follow-generations.ts";
import { listed } from "../names.ts";
import { readGenerationsAllows } from "../read-generations.ts";

export interface Draining<Of extends SidedRelease> {
  readonly release: z.ZodType<Of>;
  /** One side of every service, as it is measured; `service` is its name in ECS. */
  readonly placesOf: (
    context: StepContext,
    release: Of,
    side: Side,
  ) => readonly (Measured & { readonly service: string })[];
}

/** The step of a strategy with sides that waits for the one that left. */
export const drainStep = <Of extends SidedRelease>({ release, placesOf }: Draining<Of>) =>
  step({
    name: "Drain",
    description:
      "Looks whether the side that left may be scaled in: no new requests to any service, open streams had their time, and what it generated has ended.",
    input: z.strictObject({
      release,
      side: Side,
      outcome: Outcome,
      /** When the side was at weight 0. Milliseconds since 1970. */
      since: z.number(),
    }),
    output: z.strictObject({ done: z.boolean(), waitSeconds: z.int() }),
    allow: [allow.readMetrics, ...readGenerationsAllows, ...allow.checkpointAllows, ...allow.journalAllows],
    run: async ({ release, side, outcome, since }, context) => {
      if (outcome === "promoted") await checkpoint(context, release);
      const { aws, clock } = context;
      const now = clock.now();
      const places = placesOf(context, release, side);
      const acts = await readActs(ledgerOf(context, release.group), release.run);
      const { drainSeconds } = release.policy;
      const window = wholeMinutes(since, now);
      const requests = await readRequests(aws.cloudWatch, places, window);
      // A candidate that never got a weight may have been tried out by the preview's cookie.
      const served =
        side === release.stable ||
        acts.some(({ weight, state }) => weight !== undefined || state === "OpenPreview");
      const verdicts = requests.map((requestsPerMinute) =>
        drained({ now, since, drainSeconds, requestsPerMinute, served }),
      );
      const verdict = drainedTogether(verdicts);
      const follows = followsGenerations(context, release.group);
      // Looked at from the first time on: what runs then is what is waited for.
      const generations =
        follows && served
          ? await followGenerations(context, release, {
              side,
              since,
              servedUntil: lastServed(window, requests),
            })
          : undefined;
      const names = (wanted: typeof verdict) =>
        listed(places.filter((_, index) => verdicts[index] === wanted).map(({ service }) => service));
      if (verdict === "still-served")
        throw new NamedError(
          "Release.StillServed",
          `new requests at weight 0 still go to: ${names("still-served")}`,
        );
      const done = verdict === "drained" && !generations?.holds;
      if (done) {
        const became = generations ? `; ${generations.sentence}` : "";
        await journal(context, release, { text: `drained: ${names("drained")}${became}` });
      }
      const waitSeconds = drainPollSeconds(release.policy, follows, (now - since) / 1000);
      return { done, waitSeconds };
    },
  });
