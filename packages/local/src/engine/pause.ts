import type { Visit } from "./visit.ts";

/** Lets a state stand still for `ms`; its frame says until when. Rejects when the line is given up meanwhile. */
export async function pause(visit: Visit, ms: number): Promise<void> {
  const { run, signal } = visit.thread;
  visit.position.until = run.clock.now() + ms;
  await run.clock.sleep(ms, signal);
  delete visit.position.until;
}
