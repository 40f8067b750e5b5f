import type { ReleasePolicy } from "@signalbox/core/release/policy";
import type { Booted, BootOptions } from "@signalbox/local/boot";
import type { LedgerSnapshot } from "@signalbox/local/traffic/ledger";
import type { Cloud } from "../cloud/open.ts";
import type { Io } from "../io.ts";

/** What a tour may use: the running local cloud, from inside and through its endpoint as anybody would. */
export interface Stage {
  readonly booted: Booted;
  readonly cloud: Cloud;
  readonly io: Io;
  /** What was sent and what came back, at the end of the story. */
  finishTraffic(): Promise<LedgerSnapshot>;
}

/** One thing that the tour promises, and whether it came true. */
export interface Expectation {
  readonly promise: string;
  readonly met: boolean;
  /** What was seen, with its number. */
  readonly seen: string;
}

export interface TourReport {
  /** Whole text, for stdout. */
  readonly text: string;
  readonly expectations: readonly Expectation[];
}

/** A story that the local cloud plays by itself. */
export interface Tour {
  readonly name: string;
  readonly description: string;
  /** Name of the configuration whose platform it plays on unless another is asked for; development unless said. */
  readonly config?: string;
  /** World seconds in a real second. */
  readonly factor: number;
  /** In the world's time. */
  readonly requestsPerSecond: number;
  /** Whether the releases that change a database are rehearsed first; yes unless said. */
  readonly rehearsals?: boolean;
  /** What is different of the platform than its configuration says. */
  readonly change?: BootOptions["change"];
  /** Printed before it plays. */
  readonly policy: Partial<ReleasePolicy>;
  /** Plays to the end and says what came of it; rejects with the signal's reason when interrupted. */
  readonly play: (stage: Stage) => Promise<TourReport>;
}
