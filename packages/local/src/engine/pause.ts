import type { Visit } from "./visit.ts";

/**
 * Lets a state stand still for `ms`; its frame says until when, and a visit that is taken up again keeps to that. Rejects
 * when the line is given up meanwhile.
 */
export async function pause(visit: Visit, ms: number): Promise<void> {
  const { thread, position } = visit;
  const { clock } = thread.run;
  position.until ??= clock.now() + ms;
  await clock.sleep(Math.max(0, position.until - clock.now()), thread.signal);
  delete position.until;
}
