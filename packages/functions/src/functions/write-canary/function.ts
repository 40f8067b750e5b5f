import { on } from "@signalbox/core/workflow/allow";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { z } from "zod";
import type { Clients } from "../../aws/clients.ts";
import { isWriter, readGlobalCluster } from "../../aws/global-cluster.ts";
import { lookedAtOf } from "../../backup/looked-at.ts";
import type { FunctionContext } from "../../context.ts";
import type { Login } from "../../database/databases.ts";
import { findLogin } from "../../database/find-login.ts";
import { postgresDatabases } from "../../database/postgres-databases.ts";
import { servingCluster } from "../../restore/serving-cluster.ts";
import { lambdaFunction } from "../../step.ts";
import { reasonOf } from "../../web/reason-of.ts";
import { within } from "../../web/within.ts";

/** A Lambda that ran out of time would be called again, and leave a dead letter. */
const answerSeconds = 30;

/** What an execution environment logged in with last, so that it need not ask two services each minute. */
const logins = new WeakMap<Clients, Login>();

/**
 * A minute without a row is no harm, and a database that is failing over has alarms of its own: what goes wrong is logged and
 * answered, and nobody is called. A canary that has stopped is told by the next backup, and fails the next verification.
 */
export const writeCanary = lambdaFunction({
  name: "write-canary",
  description:
    "Writes a row into the primary's database each minute, by which a restored one shows of what moment it is.",
  input: z.strictObject({}),
  triggers: [onTrigger.schedule("write", "cron(* * * * ? *)", {})],
  allow: [
    on("databaseCluster", "rds:DescribeDBClusters"),
    on("failoverCluster", "rds:DescribeGlobalClusters"),
    on("connection", "ssm:GetParameter"),
    on("adminSecret", "secretsmanager:GetSecretValue"),
  ],
  reaches: "database",
  run: async (_, context) => {
    const { aws, clock, databases = postgresDatabases, log, platform, signal } = context;
    const { backup } = platform;
    const at = backup && lookedAtOf(backup.targets.database);
    if (at?.kind !== "database") return { written: false };
    try {
      // A standby's cluster takes no writes, and gets the writer's rows.
      if (!(await writesHere(context, at.cluster))) return { written: false };
      const login = logins.get(aws) ?? (await findLogin(context, at.cluster));
      const answered = await within(
        { clock, signal },
        answerSeconds,
        () => false,
        async () => {
          await databases.writeCanary(login, clock.now());
          return true;
        },
      );
      if (!answered) throw new Error(`${at.cluster} gave no answer within ${answerSeconds} s`);
      logins.set(aws, login);
      return { written: true };
    } catch (error) {
      // There may be a new password, or another cluster.
      logins.delete(aws);
      const why = reasonOf(error);
      log.warn("no canary row was written", { cluster: at.cluster, why });
      return { written: false, why };
    }
  },
});

/**
 * By RDS's own word, which this network reaches; the tables of epochs in other regions it may not. And only while users write here as
 * well: the other regions follow this cluster and not one that a restore has switched to, so that a row that went on arriving would
 * have them take over without all that was written since.
 */
async function writesHere(context: FunctionContext, cluster: string): Promise<boolean> {
  const { aws, platform } = context;
  const { failover, region } = platform;
  if (!failover) return true;
  const own = failover.regions.find((member) => member.region === region);
  if (!own || !isWriter(await readGlobalCluster(aws.rds, failover.globalCluster), own.clusterArn))
    return false;
  const serves = await servingCluster(context);
  if (serves === cluster) return true;
  throw new Error(`users write to ${serves}, which no other region follows`);
}
