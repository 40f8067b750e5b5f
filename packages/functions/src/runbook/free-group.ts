import { NamedError } from "@signalbox/core/error";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import type { Permission } from "@signalbox/core/workflow/allow";
import { ledgerOf } from "../aws/ledger.ts";
import { readLock, runs } from "../aws/lock.ts";
import type { FunctionContext } from "../context.ts";
import { readExecution, readLedger } from "../release/allow.ts";

export const freeGroupAllows: readonly Permission[] = [readLedger, readExecution];

/**
 * Throws `Runbook.ReleaseUnderWay` while a release has the group. One may begin right after this look; it then finds what the runbook
 * did as drift, and turns back.
 */
export async function insistOnFreeGroup(
  context: FunctionContext,
  { name }: Pick<ReleaseGroup, "name">,
): Promise<void> {
  const { owner, run } = (await readLock(ledgerOf(context, name))) ?? {};
  if (owner !== undefined && (await runs(context.aws.sfn, owner)))
    throw new NamedError("Runbook.ReleaseUnderWay", `the group ${name} is being released by ${run ?? owner}`);
}
