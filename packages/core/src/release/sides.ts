import type { Report } from "../ledger/records.ts";
import type { Side } from "../platform/platform.ts";

/** The sides of a release; undefined where its strategy has none, and where it was refused before they were known. */
export const sidesOf = (release: Report["release"]): Record<"stable" | "candidate", Side> | undefined =>
  "stable" in release ? release : undefined;
