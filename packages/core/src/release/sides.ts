import type { Side } from "../platform/platform.ts";
import type { Release } from "./release.ts";

/** The sides of a release; undefined where its strategy has none. */
export const sidesOf = (release: Release): Record<"stable" | "candidate", Side> | undefined =>
  release.strategy === "rolling" ? undefined : release;
