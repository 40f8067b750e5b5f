import { z } from "zod";
import { momentOf } from "../scaling/moment.ts";
import { count, duration, percent } from "./units.ts";

/** How far a replay is, as the local cloud's door tells it. */
export const Progress = z.object({
  minute: z.int(),
  ended: z.boolean(),
  sent: z.int(),
  inFlight: z.int(),
  skipped: z.int(),
  refused: z.int(),
  lost: z.int(),
  losses: z.record(z.string(), z.int()),
  late: z.int(),
  waitP99: z.number(),
  firstByteP50: z.number(),
  firstByteP99: z.number(),
});
export type Progress = z.output<typeof Progress>;

const columns = ["TRACE", "SENT", "OPEN", "LATE", "WAIT P99", "TTFT P50", "TTFT P99", "REFUSED", "LOST"];
const widths = [8, 9, 6, 8, 9, 9, 9, 8, 6];

const line = (cells: readonly string[]): string =>
  cells.map((cell, index) => cell.padStart(widths[index] ?? 0)).join("  ");

export const headOfLoad = line(columns);

export const lateShare = ({ late, sent, skipped }: Pick<Progress, "late" | "sent" | "skipped">): number =>
  late / Math.max(1, sent + skipped);

export const renderLoad = (progress: Progress): string =>
  line([
    momentOf(progress.minute),
    count(progress.sent),
    count(progress.inFlight),
    percent(lateShare(progress)),
    duration(progress.waitP99),
    duration(progress.firstByteP50),
    duration(progress.firstByteP99),
    count(progress.refused + progress.skipped),
    count(progress.lost),
  ]);

export function renderLoadEnd(progress: Progress): string {
  const { sent, losses, waitP99, firstByteP99 } = progress;
  const lost = Object.entries(losses).map(([how, many]) => `${count(many)} by ${how}`);
  return `${count(sent)} requests: ${percent(lateShare(progress))} late, wait p99 ${duration(waitP99)}, TTFT p99 ${duration(firstByteP99)}; lost ${lost.length > 0 ? lost.join(", ") : "none"}`;
}
