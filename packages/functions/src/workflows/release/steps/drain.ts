import { NamedError } from "@signalbox/core/error";
import { Outcome } from "@signalbox/core/ledger/records";
import { Side } from "@signalbox/core/platform/platform";
import { drained } from "@signalbox/core/release/drain";
import { drainGraceSeconds, pollSeconds } from "@signalbox/core/release/limits";
import { Release } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal, readActs } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { readRequests, wholeMinutes } from "../../../aws/measurements.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { checkpoint } from "../checkpoint.ts";
import { groupOf, sideOf } from "../group.ts";

export const drain = step({
  name: "Drain",
  description:
    "Looks whether the side that left may be scaled in: no new requests, and open streams had their time.",
  input: z.strictObject({
    release: Release,
    side: Side,
    outcome: Outcome,
    /** When the side was at weight 0. Milliseconds since 1970. */
    since: z.number(),
  }),
  output: z.strictObject({ done: z.boolean(), waitSeconds: z.int() }),
  allow: [allow.readMetrics, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, side, outcome, since }, context) => {
    if (outcome === "promoted") await checkpoint(context, release);
    const { aws, clock } = context;
    const now = clock.now();
    const place = sideOf(groupOf(context, release.group), side);
    const acts = await readActs(ledgerOf(context, release.group), release.run);
    const { drainSeconds } = release.policy;
    const verdict = drained({
      now,
      since,
      drainSeconds,
      requestsPerMinute: await readRequests(aws.cloudWatch, place, wholeMinutes(since, now)),
      served: side === release.stable || acts.some(({ weight }) => weight !== undefined),
    });
    if (verdict === "still-served")
      throw new NamedError("Release.StillServed", `${place.service} still gets new requests at weight 0`);
    if (verdict === "drained") await journal(context, release, { text: `${place.service} is drained` });
    return {
      done: verdict === "drained",
      waitSeconds: pollSeconds(release.policy, drainSeconds + drainGraceSeconds),
    };
  },
});
