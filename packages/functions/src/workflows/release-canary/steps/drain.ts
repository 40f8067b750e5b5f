import { NamedError } from "@signalbox/core/error";
import { Outcome } from "@signalbox/core/ledger/records";
import { Side } from "@signalbox/core/platform/platform";
import { drained, drainedTogether } from "@signalbox/core/release/drain";
import { drainGraceSeconds, pollSeconds } from "@signalbox/core/release/limits";
import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal, readActs } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { readRequests, wholeMinutes } from "../../../aws/measurements.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { listed } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { servicesOf, sideOf } from "../group.ts";

export const drain = step({
  name: "Drain",
  description:
    "Looks whether the side that left may be scaled in: no new requests to any service, and open streams had their time.",
  input: z.strictObject({
    release: CanaryRelease,
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
    const places = servicesOf(context, release).map((service) => sideOf(service, side));
    const acts = await readActs(ledgerOf(context, release.group), release.run);
    const { drainSeconds } = release.policy;
    const requests = await readRequests(aws.cloudWatch, places, wholeMinutes(since, now));
    const served = side === release.stable || acts.some(({ weight }) => weight !== undefined);
    const verdicts = requests.map((requestsPerMinute) =>
      drained({ now, since, drainSeconds, requestsPerMinute, served }),
    );
    const verdict = drainedTogether(verdicts);
    const names = (wanted: typeof verdict) =>
      listed(places.filter((_, index) => verdicts[index] === wanted).map(({ service }) => service));
    if (verdict === "still-served")
      throw new NamedError(
        "Release.StillServed",
        `new requests at weight 0 still go to: ${names("still-served")}`,
      );
    if (verdict === "drained") await journal(context, release, { text: `drained: ${names("drained")}` });
    return {
      done: verdict === "drained",
      waitSeconds: pollSeconds(release.policy, drainSeconds + drainGraceSeconds),
    };
  },
});
