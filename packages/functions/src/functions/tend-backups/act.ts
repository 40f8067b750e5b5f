import { adoptedClass } from "@signalbox/core/backup/classes";
import { documentOf } from "@signalbox/core/backup/configuration/point-key";
import type { HeldPoint } from "@signalbox/core/backup/held-point";
import type { RecoveryPoint } from "@signalbox/core/backup/recovery-point";
import type { Chore } from "@signalbox/core/backup/tend/chore";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import { startOnce } from "../../aws/execution.ts";
import { classLedgerOf } from "../../aws/ledger.ts";
import { recordPoint } from "../../aws/point-records.ts";
import { readTags } from "../../aws/vault-points.ts";
import { placesOf } from "../../backup/places.ts";
import { tellOnce } from "../../backup/tell-once.ts";
import { findPoint, vaultsOf } from "../../backup/vaults.ts";
import type { FunctionContext } from "../../context.ts";
import type { Looked } from "./look.ts";

/** Does one chore; answers whether it was still to be done. */
export async function act(chore: Chore, { seen }: Looked, context: FunctionContext): Promise<boolean> {
  switch (chore.act) {
    case "adopt":
      return await adopt(chore.point, seen.making, context);
    case "expire":
      return await expire(chore.point, seen.now, context);
    case "start": {
      const { workflow, name, input } = chore;
      const stateMachineArn = arns.stateMachine(
        context.platform,
        namesOf(context.platform).deployed(workflow),
      );
      await startOnce(context.aws.sfn, { stateMachineArn, name, input });
      return true;
    }
  }
}

/** Records a point under the class that its tag names, or else as made by hand. */
async function adopt(
  { id, resource, class: said, capturedAt, expiresAt }: HeldPoint,
  making: ReadonlySet<string>,
  context: FunctionContext,
): Promise<boolean> {
  const places = placesOf(context);
  const target = resource === places.targets.database ? "database" : "files";
  const tags = said === undefined ? await readTags(context.aws.backup, id) : {};
  const of = said ?? adoptedClass(target, tags["signalbox:class"], places.classes);
  // The run that makes it records it, or finds that it is no good.
  if (making.has(of) && (said !== undefined || tags["signalbox:run"] !== undefined)) return false;
  const { region } = context.platform;
  const told = {
    kind: "made",
    id,
    class: of,
    capturedAt,
    region,
    vault: said === undefined ? places.vault : places.documents,
  } as const;
  await recordPoint(
    classLedgerOf(context, of),
    { ...told, ...(expiresAt !== undefined && { expiresAt }) },
    expiresAt,
  );
  return true;
}

/** Records that a point is gone, and says so where that was before its time. A list may be late; the point itself is asked for. */
async function expire(
  { id, class: of, made }: RecoveryPoint,
  now: number,
  context: FunctionContext,
): Promise<boolean> {
  const vault = vaultsOf(context).find(({ region }) => region === made?.region);
  if (!vault || (await findPoint(vault, id)) !== undefined) return false;
  if (made?.expiresAt === undefined || now < made.expiresAt)
    await tellOnce(context, id, {
      error: "Backup.PointGone",
      class: of,
      sentence: `${id} is gone from ${documentOf(id)?.bucket ?? `the vault ${vault.name}`} in ${vault.region} before its time.`,
    });
  await recordPoint(classLedgerOf(context, of), { kind: "expired", id, at: now });
  return true;
}
