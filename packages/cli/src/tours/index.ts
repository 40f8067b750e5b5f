import { canary } from "./canary.ts";
import { failover } from "./failover/tour.ts";
import { recovery } from "./recovery/tour.ts";
import { releases } from "./releases/tour.ts";
import { scaling } from "./scaling/tour.ts";
import type { Tour } from "./tour.ts";
import { upgrades } from "./upgrades/tour.ts";

export const tours: readonly Tour[] = [canary, releases, recovery, upgrades, failover, scaling];

export const tourNames: readonly string[] = tours.map((tour) => tour.name);
