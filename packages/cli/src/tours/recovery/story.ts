import type { Restoration } from "@signalbox/core/backup/run/restoration";
import { Diary } from "./diary.ts";

/** What one scene leaves for the next. Times in the world's milliseconds. */
export class Story {
  readonly diary = new Diary();
  /** When somebody dropped the table. */
  droppedAt = Number.NaN;
  /** The moment that is asked for: the minute before. */
  moment = Number.NaN;
  restoration: Restoration | undefined;
}
