import { namesOf, type Stage } from "@signalbox/core/platform/names";

/** What the laptop stands for, and so what its things are named. */
export const stage: Stage = { name: "signalbox", stage: "development" };

export const names = namesOf(stage);
