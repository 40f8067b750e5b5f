import type { ScheduledClass } from "../classes.ts";

const dayMs = 86_400_000;

/** AWS counts 24 hours a day from the creation of a point, whatever the clocks on the wall do. */
export const expiryOf = (capturedAt: number, retentionDays: number): number =>
  capturedAt + retentionDays * dayMs;

/** What AWS Backup calls a Lifecycle; set when the point is made, since a locked vault changes none later to a shorter one. */
export interface Lifecycle {
  readonly DeleteAfterDays: number;
}

/** The lifecycle of a point of a class in its own region's vault, and of its copies; undefined: it is not copied. */
export function lifecyclesOf({ retentionDays, copyRetentionDays }: ScheduledClass): {
  readonly point: Lifecycle;
  readonly copy: Lifecycle | undefined;
} {
  return {
    point: { DeleteAfterDays: retentionDays },
    copy: copyRetentionDays === undefined ? undefined : { DeleteAfterDays: copyRetentionDays },
  };
}
