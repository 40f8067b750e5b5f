import type { Call, Guard } from "@signalbox/local/gate/gate";
import type { VirtualClock } from "@signalbox/local/world/clock";
import { expect, test } from "vitest";
import { type Laptop, onLaptop } from "./laptop.fixture.ts";
import { acts, decide, ending, pushQuietly, reached, start } from "./release.fixture.ts";

type Hold = ReturnType<typeof holdBack>;

/** Lets a wait store its token only when a decision is about to be recorded, and that only when the test lets it go. */
function holdBack() {
  const seen = { token: false, decision: false };
  let free = false;
  const puts = ({ operation, input }: Call, item: string) =>
    operation === "PutItem" && JSON.stringify(input).includes(`"${item}#`);
  const guards = (clock: VirtualClock): readonly Guard[] => [
    async (call, next) => {
      seen.token ||= puts(call, "token");
      seen.decision ||= puts(call, "decision");
      while (puts(call, "token") && !seen.decision) await clock.sleep(10);
      while (puts(call, "decision") && !free) await clock.sleep(10);
      return await next(call);
    },
  ];
  return { guards, seen, letGo: () => (free = true) };
}

/** Decides just before a wait stores its token, so slowly that the record comes when the wait has looked for it. */
async function decideAcross(laptop: Laptop, hold: Hold, action: "abort" | "promote"): Promise<unknown> {
  while (!hold.seen.token) await laptop.clock.sleep(10);
  const decided = decide(laptop, action, "r1");
  await reached(laptop, "r1", "baking", 50);
  await laptop.clock.sleep(5_000);
  hold.letGo();
  return await decided;
}

/** A pass needs the whole bake here, less the minute that the shift was watched before it. */
const policy = { ladder: [50, 100], bakeSeconds: 3_000, leastMinutes: 60 };

test("Given an abort that is recorded just after a wait has looked for one, then it ends that wait at once", () => {
  const hold = holdBack();
  return onLaptop({ policy, guards: hold.guards }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "shifting", 50);
    expect(await decideAcross(laptop, hold, "abort")).toMatchObject({ answered: true });
    const at = laptop.clock.now();
    await reached(laptop, "r1", "rolling-back");
    expect(laptop.clock.now() - at).toBeLessThanOrEqual(5_000);
    expect((await ending(laptop, arn)).cause).toContain("Release.Aborted");
  });
});

test("Given a promote that is recorded just after a wait has looked for one, then it ends that wait and no other", () => {
  const hold = holdBack();
  return onLaptop({ policy, guards: hold.guards }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await start(laptop, "r1", {});
    await reached(laptop, "r1", "shifting", 50);
    expect(await decideAcross(laptop, hold, "promote")).toMatchObject({ answered: true });
    await reached(laptop, "r1", "baking", 100);
    const at = laptop.clock.now();
    await reached(laptop, "r1", "draining");
    expect(laptop.clock.now() - at).toBeGreaterThanOrEqual(3_000_000 - 61_000);
    expect((await acts(laptop, "r1")).filter(({ state }) => state === "Bake")).toHaveLength(2);
    await decide(laptop, "abort", "r1");
  });
});
