import type { FunctionContext } from "../context.ts";
import { insistOnFreeGroup } from "../runbook/free-group.ts";
import { rulesOf } from "./page.ts";

/** Calls what `freeGroupAllows` allows. Throws `Runbook.ReleaseUnderWay` while a release may have the page: a cutover raises and lowers it by itself. */
export async function insistOnFreePage(context: FunctionContext): Promise<void> {
  rulesOf(context.platform);
  for (const group of context.platform.groups)
    if (group.strategy !== "rolling" && group.upgrade) await insistOnFreeGroup(context, group);
}
