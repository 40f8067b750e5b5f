import type { AwsEvent } from "../../../world/world.ts";
import type { Archive } from "./archive.ts";

/** AWS keeps without limit; here the oldest events make room, so that a run of days stays within memory. */
const eventsAtMost = 20_000;

export function keep(archive: Archive, event: AwsEvent, now: number): void {
  archive.events.push({ event, at: now, bytes: Buffer.byteLength(JSON.stringify(event)) });
  if (archive.events.length > eventsAtMost) archive.events.shift();
  expire(archive, now);
}

/** Forgets what is older than the retention period. */
export function expire({ events, retentionDays }: Archive, now: number): void {
  if (retentionDays === 0) return;
  const before = now - retentionDays * 86_400_000;
  const fresh = events.findIndex(({ at }) => at > before);
  events.splice(0, fresh < 0 ? events.length : fresh);
}
