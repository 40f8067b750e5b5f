import type { Permission } from "@signalbox/core/workflow/allow";
import type { FunctionContext } from "../context.ts";
import { freeGroupAllows, insistOnFreeGroup } from "../runbook/free-group.ts";
import { rulesOf } from "./page.ts";

export const freePageAllows: readonly Permission[] = freeGroupAllows;

/** Throws `Runbook.ReleaseUnderWay` while a release may have the page: a cutover raises and lowers it by itself. */
export async function insistOnFreePage(context: FunctionContext): Promise<void> {
  rulesOf(context.platform);
  for (const group of context.platform.groups)
    if (group.strategy !== "rolling" && group.upgrade) await insistOnFreeGroup(context, group);
}
