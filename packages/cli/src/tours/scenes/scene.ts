import type { LedgerSnapshot } from "@signalbox/local/traffic/ledger";
import type { Deployment } from "../../cloud/platform.ts";
import type { Expectation, Stage } from "../tour.ts";

/** What a scene may use. */
export interface Play extends Stage {
  readonly deployment: Deployment;
}

/** What a scene tells of itself when it is over. */
export interface Told {
  /** One sentence. */
  readonly did: string;
  /** The sentence of the verdict, or of what else decided. */
  readonly why: string;
  readonly expectations: readonly Expectation[];
  /** Requests that the scene sent by itself, beside the tour's traffic. */
  readonly own?: readonly LedgerSnapshot[];
}

/** One of the stories that the tour plays one after another. */
export interface Scene {
  readonly title: string;
  readonly play: (play: Play) => Promise<Told>;
}

/** A scene that was played. */
export interface Played extends Told {
  readonly title: string;
  readonly worldSeconds: number;
  readonly sent: number;
  /** Requests that failed on the way, streams that were cut among them. */
  readonly lost: number;
  readonly cut: number;
}
