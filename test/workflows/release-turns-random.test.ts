import { sides } from "@signalbox/core/platform/platform";
import { whenBusy } from "@signalbox/core/release/turns/ticket";
import type { Call } from "@signalbox/local/gate/gate";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cutOff } from "./cut-off.fixture.ts";
import { type Laptop, onLaptop, roleOf } from "./laptop.fixture.ts";
import { decide, ending, lock, pushQuietly, scaleInSuspended, services, weights } from "./release.fixture.ts";
import { ask, goBack, queued, quick } from "./turns.fixture.ts";

const policy = { ...quick, holdSeconds: 30, queueSeconds: 3_600 };

/** One of the two known states: a side that has everything, with all of its tasks, and nobody who holds or waits. */
async function expectSettled(laptop: Laptop): Promise<void> {
  const [share, tasks] = [await weights(laptop), await services(laptop)];
  const [stable, other] = share.blue === 100 ? sides : sides.toReversed();
  expect(share).toMatchObject({ [stable!]: 100, [other!]: 0 });
  expect(tasks).toMatchObject({
    [stable!]: { desiredCount: 3, runningCount: 3 },
    [other!]: { desiredCount: 0, runningCount: 0 },
  });
  expect(await scaleInSuspended(laptop)).toBe(false);
  expect((await lock(laptop))?.owner).toBeUndefined();
  expect(await queued(laptop)).toEqual([]);
  expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
}

const knownEnds = [
  undefined,
  "Release.RolledBack",
  "Release.Superseded",
  "Release.Aborted",
  "Release.Locked",
  "Release.NotItsTurn",
  "Release.AlreadyServing",
  "Release.NothingToGoBackTo",
  // A way back whose promotion another one has followed meanwhile.
  "Release.Drifted",
];

type Move =
  | { readonly kind: "ask"; readonly tag: string; readonly busy: (typeof whenBusy)[number] }
  | { readonly kind: "back" }
  | { readonly kind: "abort"; readonly which: number };

const moves: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("ask" as const),
      tag: fc.constantFrom("v2", "v3", "v4"),
      busy: fc.constantFrom(...whenBusy),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("back" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("abort" as const), which: fc.nat(9) }) },
);

test("Given any starts, ways back and aborts at any times, then every release ends in a known way, and the group in one of two states", async () => {
  const script = fc.array(fc.tuple(moves, fc.integer({ min: 1, max: 400 })), { minLength: 3, maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(script, (played) =>
      onLaptop({ policy, requestsPerSecond: 4 }, async (laptop) => {
        for (const tag of ["v2", "v3", "v4"]) await pushQuietly(laptop, tag);
        const arns: string[] = [];
        for (const [move, seconds] of played) {
          const name = `r${arns.length}`;
          if (move.kind === "ask")
            arns.push(await ask(laptop, name, move.tag, { policy: { whenBusy: move.busy } }));
          else if (move.kind === "back") arns.push(await goBack(laptop, name));
          else if (arns.length > 0) await decide(laptop, "abort", `r${move.which % arns.length}`);
          await laptop.clock.sleep(seconds * 1000);
        }
        for (const arn of arns) expect(knownEnds).toContain((await ending(laptop, arn)).error);
        await laptop.clock.sleep(5_000);
        await expectSettled(laptop);
      }),
    ),
    { numRuns: 6 },
  );
});

/** What a release's own Lambda does to the ledger, to waits or to its idempotency records. */
function changes({ operation, context }: Call): boolean {
  const mine = context.principal.kind === "role" && context.principal.arn.endsWith(`/${roleOf("release")}`);
  return mine && !/^(Describe|Get|Query)/.test(operation);
}

/** A canary is superseded, its follower promoted, and a person goes back: the queue with all that it can do. */
async function playTurns(laptop: Laptop): Promise<void> {
  for (const tag of ["v2", "v3"]) await pushQuietly(laptop, tag);
  const first = await ask(laptop, "r1", "v2");
  await laptop.clock.sleep(150_000);
  const second = await ask(laptop, "r2", "v3", { policy: { whenBusy: "supersede" } });
  expect(await ending(laptop, first)).toMatchObject({ error: "Release.Superseded" });
  expect(await ending(laptop, second)).toMatchObject({ status: "SUCCEEDED" });
  expect(await ending(laptop, await goBack(laptop, "b1"))).toMatchObject({ status: "SUCCEEDED" });
  await laptop.clock.sleep(5_000);
  await expectSettled(laptop);
}

test("Given a Lambda that is cut off at any change of a queue, then its releases take their turns as if nothing had been", async () => {
  let total = 0;
  await onLaptop({ policy }, async (laptop) => {
    await playTurns(laptop);
    total = laptop.calls.filter(changes).length;
  });
  expect(total).toBeGreaterThan(40);
  await fc.assert(
    fc.asyncProperty(fc.nat(total - 1), fc.constantFrom("before", "after"), async (n, when) => {
      const { guard, cut } = cutOff(n, when, changes);
      await onLaptop({ policy, guards: () => [guard] }, async (laptop) => {
        await playTurns(laptop);
        expect(cut()?.operation).toBeDefined();
      });
    }),
    { numRuns: 10 },
  );
});
