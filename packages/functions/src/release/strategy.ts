import type { Run, ServiceRequests } from "@signalbox/core/ledger/records";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import type { Order, Release } from "@signalbox/core/release/release";
import type { Permission } from "@signalbox/core/workflow/allow";
import type { Window } from "../aws/measurements.ts";
import type { FunctionContext } from "../context.ts";

/** What serves a service now. */
export interface Serving {
  readonly taskDefinition: string;
  /** Name of its container that runs the group's image. */
  readonly container: string;
}

/** What was there when a release began. */
export type Found = Pick<Run, "release" | "scaling">;

/** The functions of a strategy that call AWS. */
export type Reading = "readServing" | "readState" | "checkDrift" | "readServed";

/** What `release` has to know of a strategy before it hands over to its machine, and after: all of it only reads. */
export interface ReleaseStrategy {
  /** What each of the functions below calls. */
  readonly allow: Readonly<Record<Reading, readonly Permission[]>>;
  /** Why a policy cannot be kept, or undefined when it can. */
  readonly whyTooLong: (policy: ReleasePolicy) => string | undefined;
  /** What serves each service of a group. Throws `Release.Drifted` where that cannot be told. */
  readonly readServing: (context: FunctionContext, group: string) => Promise<readonly Serving[]>;
  /** Reads the group as the release finds it. Throws `Release.Drifted` where no release can begin. */
  readonly readState: (context: FunctionContext, order: Order) => Promise<Found>;
  /** What serves, and what a release would do: one sentence for the journal. */
  readonly says: (release: Release) => string;
  /** Throws `Release.Drifted` where the group is not as the last release left it; answers whether one is recorded. */
  readonly checkDrift: (context: FunctionContext, release: Release) => Promise<boolean>;
  /** Requests that each service served in a window. */
  readonly readServed: (
    context: FunctionContext,
    release: Release,
    window: Window,
  ) => Promise<readonly ServiceRequests[]>;
}
