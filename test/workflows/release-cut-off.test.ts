import type { Call, Guard } from "@signalbox/local/gate/gate";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isByRelease, type Laptop, onLaptop, revision } from "./laptop.fixture.ts";
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

/** What a release's Lambda does to the platform, the ledger or its idempotency records. */
const changes = (call: Call): boolean => isByRelease(call) && !/^(Describe|Get|Query)/.test(call.operation);

/** The Lambda is cut off in its n-th change: just before it, or when it is made and the answer is still on its way. */
function cutOff(n: number, when: "before" | "after"): { guard: Guard; cut: () => Call | undefined } {
  let seen = 0;
  let cut: Call | undefined;
  const never = new Promise<never>(() => {});
  return {
    cut: () => cut,
    guard: async (call, next) => {
      if (!changes(call) || seen++ !== n) return await next(call);
      cut = call;
      if (when === "after") await next(call);
      return await never;
    },
  };
}

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
