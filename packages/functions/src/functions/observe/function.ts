import { mayWrite } from "@signalbox/core/failover/doubt";
import type { Observation } from "@signalbox/core/failover/observation";
import { verdictOf } from "@signalbox/core/failover/verdict";
import { observerRegions, takeoverRegions, writingRegion } from "@signalbox/core/failover/writing";
import type { FailoverPlaces } from "@signalbox/core/platform/failover-places";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { z } from "zod";
import { spreadEpochs } from "../../aws/epoch-tables.ts";
import type { FunctionContext } from "../../context.ts";
import { readTables, writeTables } from "../../failover/allow.ts";
import { findApartAllow, tellApart } from "../../failover/apart.ts";
import { lookAtCanaryAllow } from "../../failover/canary.ts";
import { tellDown } from "../../failover/metrics.ts";
import { probe } from "../../failover/probes.ts";
import { writeObservation } from "../../failover/records.ts";
import { lambdaFunction } from "../../step.ts";
import { reasonOf } from "../../web/reason-of.ts";
import { within } from "../../web/within.ts";

/** For the metric in each region: one that is gone gives no answer. */
const tellSeconds = 5;

/**
 * Never throws for a region that is gone, or it would be called again and leave a dead letter. Where nobody can tell which region writes,
 * nothing is looked at: a missing observation is silence, and silence is no witness.
 */
export const observe = lambdaFunction({
  name: "observe",
  description:
    "Looks each minute from outside at the region that writes, and tells the ledgers and CloudWatch of each region that may take over.",
  input: z.strictObject({}),
  where: "observers",
  triggers: [onTrigger.schedule("look", "cron(* * * * ? *)", {})],
  allow: [
    readTables,
    writeTables,
    lookAtCanaryAllow,
    findApartAllow,
    on("failoverCluster", "rds:DescribeGlobalClusters"),
    anywhere("cloudwatch:PutMetricData", "cloudwatch:GetMetricData"),
  ],
  run: async (_, context) => {
    const { failover: places, region } = context.platform;
    if (!places) return { observed: false };
    const { epochs, doubt } = await spreadEpochs(context);
    const writing = writingRegion(epochs, places);
    const known = writing === undefined ? [] : [writing];
    // Where that is in doubt, each that may write is looked at: whoever takes over has to see all the others down.
    const abouts = (doubt ? mayWrite(doubt, places) : known).filter((about) =>
      observerRegions(places, about).includes(region),
    );
    const [looks] = await Promise.all([
      Promise.all(abouts.map((about) => look(context, places, about))),
      writing === region && tellApart(context),
    ]);
    return { observed: looks.length > 0, looks };
  },
});

/** Looks at one region, and tells what it saw. */
async function look(context: FunctionContext, places: FailoverPlaces, about: string) {
  const { region } = context.platform;
  const at = Math.floor(context.clock.now());
  const { probes, sees } = await probe(context, about);
  const observation: Observation = { observer: region, about, at, probes, sees };
  const verdict = verdictOf(observation);
  const [tables, told] = await Promise.all([
    writeObservation(context, observation),
    verdict === "unknown" ? [] : tell(context, takeoverRegions(places, about), about, verdict === "down"),
  ]);
  if (verdict !== "up") context.log.warn("the region that writes is not up", { ...observation, verdict });
  return { about, verdict, probes, sees, tables, told };
}

/** Answers the regions whose CloudWatch took it. */
async function tell(
  context: FunctionContext,
  regions: readonly string[],
  about: string,
  down: boolean,
): Promise<string[]> {
  const { aws, clientsIn, clock, platform, signal } = context;
  const told = await Promise.all(
    regions.map((where) =>
      within<string[]>(
        { clock, signal },
        tellSeconds,
        () => [],
        async () => {
          const clients = where === platform.region ? aws : clientsIn(where);
          try {
            await tellDown(context, clients.cloudWatch, { about, observer: platform.region, down });
            return [where];
          } catch (error) {
            context.log.warn("a region could not be told", { where, why: reasonOf(error) });
            return [];
          }
        },
      ),
    ),
  );
  return told.flat();
}
