import { canary } from "./canary.ts";
import { recovery } from "./recovery/tour.ts";
import { releases } from "./releases/tour.ts";
import type { Tour } from "./tour.ts";

export const tours: readonly Tour[] = [canary, releases, recovery];

export const tourNames: readonly string[] = tours.map((tour) => tour.name);
