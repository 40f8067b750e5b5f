import type { CalculatedLifecycle, Lifecycle } from "@aws-sdk/client-backup";
import { invalidValue } from "./vault.ts";

const day = 86_400_000;

/** AWS's own longest retention. */
const longestDays = 36_500;

/**
 * The lifecycle that a point gets; none means that it is kept for ever, and so does -1 for both. Throws
 * InvalidParameterValueException.
 */
export function readLifecycle(given: Lifecycle | undefined): Lifecycle {
  const { DeleteAfterDays, MoveToColdStorageAfterDays, ...rest } = given ?? {};
  if (rest.DeleteAfterEvent !== undefined)
    throw invalidValue("Invalid lifecycle. DeleteAfterEvent is not valid as an input");
  if (DeleteAfterDays === -1 && (MoveToColdStorageAfterDays ?? -1) === -1) return {};
  for (const days of [DeleteAfterDays, MoveToColdStorageAfterDays])
    if (days !== undefined && (days < 1 || days > longestDays))
      throw invalidValue(`Invalid lifecycle. ${days} days are not between 1 and ${longestDays}`);
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html
  if (
    DeleteAfterDays !== undefined &&
    MoveToColdStorageAfterDays !== undefined &&
    DeleteAfterDays < MoveToColdStorageAfterDays + 90
  )
    throw invalidValue(
      "Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays",
    );
  return {
    ...(DeleteAfterDays !== undefined && { DeleteAfterDays }),
    ...(MoveToColdStorageAfterDays !== undefined && { MoveToColdStorageAfterDays }),
  };
}

/** When a point made at `created` is deleted and moved to cold storage. Days are of 24 hours. */
export function calculated(created: number, lifecycle: Lifecycle): CalculatedLifecycle {
  const { DeleteAfterDays, MoveToColdStorageAfterDays } = lifecycle;
  return {
    ...(DeleteAfterDays !== undefined && { DeleteAt: new Date(created + DeleteAfterDays * day) }),
    ...(MoveToColdStorageAfterDays !== undefined && {
      MoveToColdStorageAt: new Date(created + MoveToColdStorageAfterDays * day),
    }),
  };
}

export function isExpired(created: number, lifecycle: Lifecycle, now: number): boolean {
  const { DeleteAt } = calculated(created, lifecycle);
  return DeleteAt !== undefined && DeleteAt.getTime() <= now;
}
