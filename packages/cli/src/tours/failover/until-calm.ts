import type { Play } from "../scenes/scene.ts";
import type { Story } from "./story.ts";

const pollMs = 500;
/** Of the world: nobody is refused any more for so long, when each client has asked for the name again. */
const calmMs = 90_000;
const patienceMs = 1_800_000;

/** Waits until nobody is refused any more. */
export async function untilCalm({ booted, io }: Play, { writer }: Story): Promise<void> {
  const { traffic, world } = booted;
  const until = world.clock.now() + patienceMs;
  let [lost, since] = [-1, 0];
  while (world.clock.now() < until) {
    const now = traffic.ledger.snapshot().lost + writer.refused.length;
    if (now !== lost) [lost, since] = [now, world.clock.now()];
    if (world.clock.now() - since >= calmMs) return;
    await io.clock.sleep(pollMs, io.interrupted);
  }
}
