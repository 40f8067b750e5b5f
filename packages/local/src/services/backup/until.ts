import type { Backups } from "./backups.ts";

/** Sleeps to a moment, milliseconds since 1970; rejects when the cloud stops. */
export async function until({ world: { clock }, stopped }: Backups, moment: number): Promise<void> {
  if (moment > clock.now()) await clock.sleep(moment - clock.now(), stopped);
}
