import { lacksOf } from "@signalbox/core/failover/lacks";
import { Readiness } from "@signalbox/core/failover/readiness";
import { writingRegion } from "@signalbox/core/failover/writing";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { namesOf } from "@signalbox/core/platform/names";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { failoverLedgerOf, readEpochs } from "../../../aws/epoch-tables.ts";
import { putItem } from "../../../aws/ledger.ts";
import { putNumbers } from "../../../aws/put-metrics.ts";
import { readScaling, readTaskDefinition } from "../../../release/allow.ts";
import { step } from "../../../step.ts";
import { findIn } from "../found.ts";

export const lookAtRegion = step({
  name: "LookAtRegion",
  description: "Reads what a failover to this region would need, and writes down what is missing.",
  input: z.strictObject({}),
  output: z.object({ writes: z.boolean(), ...Readiness.shape }),
  allow: [
    on("epochTables", "dynamodb:Query"),
    on("ledgerTable", "dynamodb:PutItem"),
    on("service", "ecs:DescribeServices"),
    readTaskDefinition,
    readScaling,
    on("image", "ecr:DescribeImages"),
    on("failoverSecret", "secretsmanager:DescribeSecret"),
    on("failoverAlarm", "cloudwatch:DescribeAlarms"),
    on("databaseCluster", "rds:DescribeDBClusters"),
    on("databaseInstance", "rds:DescribeDBInstances"),
    anywhere("cloudwatch:GetMetricData", "cloudwatch:PutMetricData"),
  ],
  run: async (_, context) => {
    const { aws, clock, platform } = context;
    const { failover, region } = platform;
    if (!failover) throw new Error(`${region} has no other region to take over from`);
    const writing = writingRegion(await readEpochs(context), failover);
    const at = new Date(clock.now()).toISOString();
    // What writes needs nobody's readiness, and its database is no secondary.
    if (writing === region) return { writes: true, at, ready: false, lacks: [] };
    const found = await findIn(context, failover);
    const lacks = [...lacksOf(found, failover.policy.rpoSeconds * 1_000)];
    const seen: Readiness = { at, ready: lacks.length === 0, lacks };
    const names = namesOf(platform);
    await putItem(failoverLedgerOf(context), ledgerKeys.readiness, seen);
    await putNumbers(aws.cloudWatch, names.metricNamespace, {
      at: clock.now(),
      dimensions: { Platform: names.prefix },
      numbers: { [names.unreadyMetric]: seen.ready ? 0 : 1 },
    });
    return { writes: false, ...seen };
  },
});
