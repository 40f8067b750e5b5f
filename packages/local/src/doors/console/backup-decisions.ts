import { RestoreDecision } from "@signalbox/core/backup/run/restoration";
import type { Platform } from "@signalbox/core/platform/platform";
import { z } from "zod";
import type { World } from "../../world/world.ts";
import { invoke } from "./invoke.ts";

export const RestoreDecisionRequest = z.strictObject({ region: z.string(), decision: RestoreDecision });

/** Hands a person's decision to a restore by the same Lambda that the command calls. */
export const decideRestore = async (
  world: World,
  platform: Platform,
  decision: RestoreDecision,
): Promise<object> => ({ answer: await invoke(world, platform, "decide-restore", decision) });
