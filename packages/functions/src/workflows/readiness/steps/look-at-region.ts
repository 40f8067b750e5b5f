import { connectsApart, lacksOf } from "@signalbox/core/failover/lacks";
import { Readiness } from "@signalbox/core/failover/readiness";
import { writingRegion } from "@signalbox/core/failover/writing";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { namesOf } from "@signalbox/core/platform/names";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { failoverLedgerOf, readEpochs } from "../../../aws/epoch-tables.ts";
import { putItem } from "../../../aws/ledger.ts";
import { putNumbers } from "../../../aws/put-metrics.ts";
import type { StepContext } from "../../../context.ts";
import { findApart } from "../../../failover/apart.ts";
import { lookAtCanaryAllow } from "../../../failover/canary.ts";
import { readScaling, readTaskDefinition } from "../../../release/allow.ts";
import { step } from "../../../step.ts";
import { findIn } from "../found.ts";

export const lookAtRegion = step({
  name: "LookAtRegion",
  description: "Reads what a failover to this region would need, and writes down what is missing.",
  input: z.strictObject({}),
  output: z.object({ writes: z.boolean(), ...Readiness.shape }),
  allow: [
    lookAtCanaryAllow,
    on("epochTables", "dynamodb:Query"),
    on("ledgerTable", "dynamodb:PutItem"),
    on("service", "ecs:DescribeServices"),
    readTaskDefinition,
    readScaling,
    on("image", "ecr:DescribeImages"),
    on("failoverSecret", "secretsmanager:DescribeSecret"),
    on("failoverAlarm", "cloudwatch:DescribeAlarms"),
    on("routingControl", "route53-recovery-cluster:GetRoutingControlState"),
    on("connection", "ssm:GetParameter"),
    on("databaseCluster", "rds:DescribeDBClusters"),
    on("databaseInstance", "rds:DescribeDBInstances"),
    anywhere("cloudwatch:GetMetricData", "cloudwatch:PutMetricData"),
  ],
  run: async (_, context) => {
    const { clock, platform } = context;
    const { failover, region } = platform;
    if (!failover) throw new Error(`${region} has no other region to take over from`);
    const writing = writingRegion(await readEpochs(context), failover);
    const at = new Date(clock.now()).toISOString();
    if (writing === region) {
      // What writes needs nobody's readiness, and its database is no secondary; it has to be the one that the others follow.
      const apart = await findApart(context, failover);
      if (apart === undefined) return { writes: true, at, ready: false, lacks: [] };
      await tellUnready(context, true);
      return { writes: true, at, ready: false, lacks: [connectsApart(apart)] };
    }
    const found = await findIn(context, failover, writing);
    const lacks = [...lacksOf(found, failover.policy.rpoSeconds * 1_000)];
    const seen: Readiness = { at, ready: lacks.length === 0, lacks };
    await putItem(failoverLedgerOf(context), ledgerKeys.readiness, seen);
    await tellUnready(context, !seen.ready);
    return { writes: false, ...seen };
  },
});

async function tellUnready({ aws, clock, platform }: StepContext, unready: boolean): Promise<void> {
  const names = namesOf(platform);
  await putNumbers(aws.cloudWatch, names.metricNamespace, {
    at: clock.now(),
    dimensions: { Platform: names.prefix },
    numbers: { [names.unreadyMetric]: unready ? 1 : 0 },
  });
}
