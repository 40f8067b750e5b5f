import type { PlacedClass } from "../platform/backup-places.ts";

type Placed = Pick<PlacedClass, "id" | "target" | "copyRetentionDays">;

/**
 * For how many days a copy of a class's points is kept; undefined: they are not copied. Points that somebody made by hand say
 * nothing of it, and get what the longest kept copies of their target have. The baseline's are not copied: it is one continuous
 * point that moves on, and what Signalbox makes itself is.
 */
export function copyDaysOf(id: string, classes: readonly Placed[]): number | undefined {
  const own = classes.find((one) => one.id === id);
  if (own) return own.copyRetentionDays;
  const days = classes.flatMap(({ target, copyRetentionDays }) =>
    id === `${target}/by-hand` && copyRetentionDays !== undefined ? [copyRetentionDays] : [],
  );
  return days.length === 0 ? undefined : Math.max(...days);
}
