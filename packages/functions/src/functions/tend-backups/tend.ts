import type { Chore } from "@signalbox/core/backup/tend/chore";
import { choresOf } from "@signalbox/core/backup/tend/chores";
import { anywhere, on, type Permission } from "@signalbox/core/workflow/allow";
import { readCopiedPoint, readExecution, readLedger, readPoint, writeLedger } from "../../backup/allow.ts";
import { placesOf } from "../../backup/places.ts";
import { readVaults } from "../../backup/vaults.ts";
import type { FunctionContext } from "../../context.ts";
import { act } from "./act.ts";
import { look } from "./look.ts";
import { watch } from "./watch.ts";

/** What `tend` calls. */
export const tendAllows: readonly Permission[] = [
  readLedger,
  writeLedger,
  readExecution,
  readPoint,
  readCopiedPoint,
  ...readVaults,
  on("recoveryPoint", "backup:ListTags"),
  on("stateMachine", "states:StartExecution"),
  on("databaseCluster", "rds:DescribeDBClusters"),
  on("topic", "sns:Publish"),
  on("stageSecrets", "secretsmanager:DescribeSecret"),
  anywhere("cloudwatch:PutMetricData", "secretsmanager:ListSecrets"),
];

/**
 * One sweep. A chore that fails keeps none of the others from being done, nor the alarms from being raised; the sweep fails
 * after them, so that its own alarm tells.
 */
export async function tend(context: FunctionContext): Promise<{ readonly done: readonly string[] }> {
  // A standby's cluster only follows, and its vault has the primary's copies.
  if (!context.platform.backup || context.platform.role !== "primary") return { done: [] };
  const looked = await look(context);
  const done: string[] = [];
  const failed: unknown[] = [];
  for (const chore of choresOf(placesOf(context), context.platform.region, looked.seen))
    try {
      if (await act(chore, looked, context)) done.push(nameOf(chore));
    } catch (error) {
      context.log.error("a chore could not be done", { chore: nameOf(chore), error });
      failed.push(error);
    }
  await watch(looked, context);
  if (failed.length > 0) throw failed[0];
  if (done.length > 0) context.log.info("backups were tended", { done });
  return { done };
}

const nameOf = (chore: Chore): string =>
  chore.act === "start" ? chore.name : `${chore.act} ${chore.point.id}`;
