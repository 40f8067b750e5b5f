import type { Platform } from "@signalbox/core/platform/platform";
import { PlanDocument } from "@signalbox/core/release/plan-document";
import type { World } from "../../world/world.ts";
import { invoke } from "./invoke.ts";

/** What a release would do now, and why it would be refused, by the same Lambda that the command calls. */
export async function planRelease(world: World, platform: Platform, request: object): Promise<PlanDocument> {
  return PlanDocument.parse(await invoke(world, platform, "plan", request));
}
