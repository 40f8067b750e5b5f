import type { CanaryRelease } from "@signalbox/core/release/release";
import { allStopped, withdrawn } from "@signalbox/core/release/set/set";
import { on } from "@signalbox/core/workflow/allow";
import { markOpened } from "../../aws/release-set.ts";
import type { StepContext } from "../../context.ts";
import { placeOf } from "../../release-set/place.ts";

/** What `takeBack` and a look at the release that migrates call. */
export const elsewhereAllows = on("ledgersElsewhere", "dynamodb:GetItem", "dynamodb:UpdateItem");

/** Where another region migrates for this one. */
export function writerOf(context: StepContext, { everywhere, group }: CanaryRelease) {
  if (!everywhere) throw new Error("no other region migrates for this one");
  const { aws, ledger } = placeOf(context, { group, region: everywhere.region });
  return { context: { ...context, aws }, ledger, ...everywhere };
}

/**
 * Takes back that the old version has stopped here, so that no other region migrates; false where one may already. One item of the
 * set's ledger has both words, and the first one stays.
 */
export async function takeBack(context: StepContext, release: CanaryRelease): Promise<boolean> {
  const { set, context: there } = writerOf(context, release);
  const at = new Date(context.clock.now()).toISOString();
  return await markOpened(there, set, withdrawn, at, allStopped);
}
