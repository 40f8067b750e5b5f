import { canary } from "./canary.ts";
import type { Tour } from "./tour.ts";

export const tours: readonly Tour[] = [canary];

export const tourNames: readonly string[] = tours.map((tour) => tour.name);
