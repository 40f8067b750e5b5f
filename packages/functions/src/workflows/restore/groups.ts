import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { ledgerOf } from "../../aws/ledger.ts";
import { giveLockBack, isHeld, readLock, takeLock } from "../../aws/lock.ts";
import type { StepContext } from "../../context.ts";
import { runName } from "../../release/names.ts";

/** Takes the locks of groups, so that no release of them begins; answers who keeps one from it, or undefined: it has all. */
export async function takeGroups(
  context: StepContext,
  groups: readonly ReleaseGroup[],
): Promise<string | undefined> {
  const { aws, visit } = context;
  const { execution } = visit;
  for (const { name } of groups) {
    const ledger = ledgerOf(context, name);
    const lock = await readLock(ledger);
    const held = await isHeld(aws.sfn, lock, execution);
    // As if it had been asked for when the last release was: releases that wait keep their turn.
    const owner = { execution, run: runName(execution), askedAt: lock?.last?.askedAt ?? 0 };
    if (held || (await takeLock(ledger, lock, owner)) === undefined)
      return `release ${lock?.run ?? "another one"} of ${name}`;
  }
  return undefined;
}

/** Gives back those that it has, whichever they are. */
export async function giveGroupsBack(context: StepContext): Promise<void> {
  for (const { name } of context.platform.groups)
    await giveLockBack(ledgerOf(context, name), context.visit.execution);
}
