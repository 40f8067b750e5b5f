import { isWaiting } from "@signalbox/core/ledger/records";
import type { Platform } from "@signalbox/core/platform/platform";
import { z } from "zod";
import type { World } from "../../world/world.ts";
import { invoke } from "./invoke.ts";
import { ledgerOf } from "./ledger.ts";

export const DecisionRequest = z.strictObject({
  region: z.string(),
  /** Of the release's execution. */
  release: z.string().min(1),
  group: z.string().min(1),
  action: z.enum(["abort", "promote", "promote-fully"]),
  reason: z.string().trim().min(1, { error: "a reason is required: it goes into the report" }),
  by: z.string().min(1).default("console"),
});
export type DecisionRequest = z.output<typeof DecisionRequest>;

/** How long to look away between two looks at a release that is promoted fully; world milliseconds. */
const lookMs = 1_000;

/**
 * Hands a person's decision to the release by the same Lambda that the command calls. `promote-fully` answers the wait
 * that the release is in and, as long as this cloud runs, each later one up to the promotion; the hold is kept.
 */
export async function decide(world: World, platform: Platform, request: DecisionRequest): Promise<object> {
  const { action } = request;
  if (action !== "promote-fully") return await tell(world, platform, request, action);
  const first = await tell(world, platform, request, "promote");
  world.background(`promoting ${request.release} fully`, () => promoteOn(world, platform, request));
  return first;
}

async function tell(
  world: World,
  platform: Platform,
  { release, reason, by }: DecisionRequest,
  action: "abort" | "promote",
): Promise<object> {
  return { answer: await invoke(world, platform, "decide", { release, action, reason, by }) };
}

async function promoteOn(world: World, platform: Platform, request: DecisionRequest): Promise<void> {
  const ledger = ledgerOf(world, platform, request.group);
  let answered = (await ledger.token(request.release))?.wait;
  for (;;) {
    await world.clock.sleep(lookMs);
    const run = await ledger.run(request.release);
    if (!run || !["starting", "shifting", "baking", "waiting-for-person"].includes(run.phase)) return;
    const token = isWaiting(run.phase) ? await ledger.token(request.release) : undefined;
    if (token === undefined || token.wait === answered) continue;
    answered = token.wait;
    await tell(world, platform, request, "promote");
  }
}
