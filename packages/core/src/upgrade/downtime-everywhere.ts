import { type Downtime, type DowntimePart, downtimeOf } from "./downtime.ts";

/** Between two looks of a set, at whose ends regions wait for each other. */
const lookSeconds = 10;
/** Before it is migrated, once it is, and before users are let in. */
const waiting: readonly DowntimePart[] = ["stop", "look", "start"];

/**
 * The same where all regions are kept out together, by the one that migrates: each wait for the others costs a look. What was
 * measured has its waits in it.
 */
export function withOthers({ parts }: Downtime): Downtime {
  return downtimeOf(
    parts.map((part) =>
      waiting.includes(part.name) && part.by !== "last cutover"
        ? { ...part, seconds: part.seconds + lookSeconds }
        : part,
    ),
  );
}
