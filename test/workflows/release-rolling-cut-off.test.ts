import fc from "fast-check";
import { expect, test } from "vitest";
import { changes, cutOff } from "./cut-off.fixture.ts";
import { isByRelease, revision } from "./laptop.fixture.ts";
import { decide, ending, lock, pushQuietly, run, start } from "./release.fixture.ts";
import { onRollingLaptop, type RollingLaptop, rolled, sampled } from "./rolling.fixture.ts";

const setting = {
  services: ["chat", "auth"],
  requestsPerSecond: 5,
  policy: { bakeSeconds: 60, extensions: 10, holdSeconds: 10 },
} as const;

const scenarios = {
  promoted: {
    play: async (laptop: RollingLaptop) => await start(laptop, "r1", {}),
    end: { status: "SUCCEEDED" },
    leaves: 2,
  },
  "rolled-back": {
    play: async (laptop: RollingLaptop) => {
      const arn = await start(laptop, "r1", {});
      while (!laptop.calls.some((call) => call.operation === "UpdateService" && isByRelease(call)))
        await laptop.clock.sleep(1_000);
      await laptop.clock.sleep(20_000);
      await decide(laptop, "abort", "r1");
      return arn;
    },
    end: { status: "FAILED", error: "Release.RolledBack" },
    leaves: 1,
  },
} as const;

test.each(["promoted", "rolled-back"] as const)(
  "Given a Lambda that is cut off at any of its changes, then a release that is %s ends as if nothing had been",
  async (outcome) => {
    const { play, end, leaves } = scenarios[outcome];
    let total = 0;
    await onRollingLaptop(setting, async (laptop) => {
      await pushQuietly(laptop, "v2");
      await ending(laptop, await play(laptop));
      total = laptop.calls.filter(changes).length;
    });
    expect(total).toBeGreaterThan(30);
    await fc.assert(
      fc.asyncProperty(fc.nat(total - 1), fc.constantFrom("before", "after"), async (n, when) => {
        const { guard, cut } = cutOff(n, when);
        await onRollingLaptop({ ...setting, guards: () => [guard] }, async (laptop) => {
          await pushQuietly(laptop, "v2");
          const ended = play(laptop).then((arn) => ending(laptop, arn));
          for (const { fewer, more } of await sampled(laptop, ended)) {
            expect(fewer).toBe(0);
            expect(more).toBeLessThanOrEqual(1);
          }
          const at = cut()?.operation;
          expect(at).toBeDefined();
          expect({ at, end: await ended }).toMatchObject({ at, end });
          for (const name of ["chat", "auth"] as const)
            expect(await rolled(laptop, name)).toMatchObject({ taskDefinition: revision(leaves, name) });
          expect((await lock(laptop))?.owner).toBeUndefined();
          expect((await run(laptop, "r1"))?.report).toMatchObject({ outcome });
          expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
        });
      }),
      { numRuns: 4 },
    );
  },
);
