import { spillRegions } from "@signalbox/core/platform/arns";
import type { Platform } from "@signalbox/core/platform/platform";

/** Keys of the regions to which overflow of inference goes from a region; an alias in a condition says which. */
export const spillKeys = (platform: Platform): string[] =>
  spillRegions(platform).map((region) => `arn:aws:kms:${region}:${platform.account}:key/*`);
