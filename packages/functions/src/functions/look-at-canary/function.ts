import { type CanaryLook, canaryReader } from "@signalbox/core/failover/canary";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { lookedAtOf } from "../../backup/looked-at.ts";
import { findLogin } from "../../database/find-login.ts";
import { postgresDatabases } from "../../database/postgres-databases.ts";
import { lambdaFunction } from "../../step.ts";
import { reasonOf } from "../../web/reason-of.ts";
import { within } from "../../web/within.ts";

/** A cluster that is being promoted gives no answer for a while. */
const answerSeconds = 10;

/**
 * The one Lambda in the network that observers and failovers ask: they themselves stay outside, where the other regions' APIs and the
 * public names are reached. It throws nothing of the database's: that nobody knows is an answer.
 */
export const lookAtCanary = lambdaFunction({
  name: canaryReader,
  description:
    "Says of what moment the newest canary row in this region's database is, after it has written one if asked to.",
  input: z.strictObject({ write: z.boolean() }),
  triggers: [],
  where: "several-regions",
  allow: [
    on("databaseCluster", "rds:DescribeDBClusters"),
    on("adminSecret", "secretsmanager:GetSecretValue"),
  ],
  reaches: "database",
  run: async ({ write }, context): Promise<CanaryLook> => {
    const { clock, databases = postgresDatabases, platform, signal } = context;
    const at = platform.backup && lookedAtOf(platform.backup.targets.database);
    if (at?.kind !== "database") return { why: "this region has no database" };
    const late = { why: `${at.cluster} gave no answer within ${answerSeconds} s` };
    return await within<CanaryLook>(
      { clock, signal },
      answerSeconds,
      () => late,
      async () => {
        try {
          const login = await findLogin(context, at.cluster);
          if (write) await databases.writeCanary(login, clock.now());
          const newest = await databases.newestCanary(login);
          return newest === undefined ? { why: "there is no canary row" } : { newest };
        } catch (error) {
          return { why: reasonOf(error) };
        }
      },
    );
  },
});
