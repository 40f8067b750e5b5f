import type { FailoverRun } from "@signalbox/core/failover/run";
import type { Database } from "@signalbox/local/world/database/database-plane";
import type { Places } from "./places.ts";
import type { Writer } from "./writer.ts";

/** What one scene leaves for the next. Times in the world's milliseconds. */
export class Story {
  readonly places: Places;
  readonly writer: Writer;
  /** Ids of the faults that stand. */
  readonly faults: { lags: readonly string[]; dark?: string } = { lags: [] };
  /** When the region went dark. */
  darkAt = Number.NaN;
  /** What it wrote to until then. */
  left: Database | undefined;
  run: FailoverRun | undefined;
  /** How users came back. */
  back: FailoverRun | undefined;

  constructor(places: Places, writer: Writer) {
    this.places = places;
    this.writer = writer;
  }

  /** Region that took over; the standby unless another one was quicker. */
  get heir(): string {
    return this.run?.to ?? this.places.standby;
  }
}
