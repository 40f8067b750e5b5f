import { z } from "zod";
import { RunProblem } from "../backup/run/run.ts";
import { ImageRequest } from "../release/request.ts";
import { PinnedImage, Rehearsed } from "./rehearsal.ts";

/** How a rehearsal ended, as the ledger keeps it. */
export const RehearsalReport = z.object({
  group: z.string(),
  run: z.string(),
  /** Absent, as the image is, where only what another one had left was removed. */
  requestedBy: z.string().optional(),
  /** As asked for, where it was not found. */
  image: z.union([PinnedImage, ImageRequest]).optional(),
  startedAt: z.string().optional(),
  endedAt: z.string(),
  /** Absent where it was not judged. */
  rehearsed: Rehearsed.optional(),
  /** Why not, or what was left behind. */
  problem: RunProblem.optional(),
});
export type RehearsalReport = z.output<typeof RehearsalReport>;
