/**
 * What a side is at present: it serves; it comes, by a release, beside the one that serves; it leaves or is held for a way back, and is
 * never scaled; or it stands idle.
 */
export type Part = "serving" | "coming" | "leaving" | "idle";

/** One ECS service of a planned service. */
export interface SideStanding {
  /** As ECS names it. */
  readonly service: string;
  readonly part: Part;
  /** Of the requests, from 0 to 1. */
  readonly share: number;
  readonly desired: number;
  readonly ready: number;
  /** Of its scalable target, whoever moved them last: a night, a failover, a release; absent where it has none. */
  readonly bounds?: { readonly least: number; readonly most: number } | undefined;
}

/** Why nothing may be let go just now. */
export type Holds = "release" | "freeze" | "blind";

export interface Standing {
  readonly sides: readonly SideStanding[];
  readonly holds: readonly Holds[];
}

/** Whether all that is to serve does; what a release or a night does not want any more is not waited for. */
export const allUp = (sides: readonly SideStanding[]): boolean =>
  sides.every(({ part, ready, desired }) => part === "leaving" || part === "idle" || ready >= desired);

export const total = (sides: readonly SideStanding[]): number =>
  sides.reduce((sum, { desired }) => sum + desired, 0);
