import fc from "fast-check";
import { expect, test } from "vitest";
import { changes, cutOff } from "./cut-off.fixture.ts";
import { type Laptop, onLaptop, revision } from "./laptop.fixture.ts";
import {
  acts,
  ending,
  lock,
  pushQuietly,
  run,
  scaleInSuspended,
  services,
  start,
  weights,
} from "./release.fixture.ts";

const policy = { ladder: [50, 100], bakeSeconds: 120, holdSeconds: 60, drainSeconds: 60 };

async function expectPromoted(laptop: Laptop, name: string): Promise<void> {
  expect(await weights(laptop)).toEqual({ blue: 0, green: 100 });
  expect(await services(laptop)).toMatchObject({
    blue: { desiredCount: 0, runningCount: 0, taskDefinition: revision(1) },
    green: { desiredCount: 3, runningCount: 3, taskDefinition: revision(2) },
  });
  expect(await scaleInSuspended(laptop)).toBe(false);
  expect(await lock(laptop)).toMatchObject({ epoch: 1 });
  expect((await run(laptop, name))?.report).toMatchObject({ outcome: "promoted" });
  expect((await acts(laptop, name)).flatMap(({ weight }) => weight ?? [])).toEqual([50, 100]);
  expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
}

test("Given a Lambda that is cut off at any of its changes, then the release goes on as if nothing had been", async () => {
  let total = 0;
  await onLaptop({ policy }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await ending(laptop, await start(laptop, "r1", {}));
    total = laptop.calls.filter(changes).length;
  });
  expect(total).toBeGreaterThan(50);
  await fc.assert(
    fc.asyncProperty(fc.nat(total - 1), fc.constantFrom("before", "after"), async (n, when) => {
      const { guard, cut } = cutOff(n, when);
      await onLaptop({ policy, guards: () => [guard] }, async (laptop) => {
        await pushQuietly(laptop, "v2");
        const end = await ending(laptop, await start(laptop, "r1", {}));
        const at = cut()?.operation;
        expect(at).toBeDefined();
        expect({ at, end }).toMatchObject({ at, end: { status: "SUCCEEDED" } });
        await expectPromoted(laptop, "r1");
      });
    }),
    { numRuns: 8 },
  );
});
