import fc from "fast-check";
import { expect, test } from "vitest";
import { changes, cutOff } from "./cut-off.fixture.ts";
import { acts, decide, ending, lock, pushQuietly, reached, run, start } from "./release.fixture.ts";
import {
  type BlueGreenLaptop,
  newestDeployment,
  onBlueGreen,
  serviceOf,
  weightsOf,
} from "./release-blue-green.fixture.ts";

interface Ended {
  readonly side: "blue" | "green";
  readonly revision: number;
  readonly outcome: string;
  readonly status: string;
}

const promoted: Ended = { side: "blue", revision: 2, outcome: "promoted", status: "SUCCESSFUL" };
const rolledBack: Ended = {
  side: "green",
  revision: 1,
  outcome: "rolled-back",
  status: "ROLLBACK_SUCCESSFUL",
};

async function expectEnd(laptop: BlueGreenLaptop, { side, revision, outcome, status }: Ended): Promise<void> {
  expect((await weightsOf(laptop, "production"))[side]).toBe(100);
  expect(await serviceOf(laptop)).toEqual({ desiredCount: 3, runningCount: 3, revision });
  expect(await newestDeployment(laptop)).toMatchObject({ status });
  expect((await lock(laptop))?.owner).toBeUndefined();
  expect((await run(laptop, "r1"))?.report).toMatchObject({ outcome });
  expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
}

/** The hold outlasts a Lambda that is cut off in it: after its minute it is tried again, and can still be answered. */
const policy = { bakeSeconds: 120, holdSeconds: 300, promotion: "automatic" } as const;

/** A release that nothing disturbs, or that a person aborts on hold. */
async function play(laptop: BlueGreenLaptop, aborted: boolean) {
  await pushQuietly(laptop, "v2");
  const arn = await start(laptop, "r1", { policy: { personSeconds: 60 } });
  if (aborted) {
    // The first step may be the one that is cut off, and is tried again after its minute.
    await laptop.clock.sleep(180_000);
    await reached(laptop, "r1", "holding");
    await decide(laptop, "abort", "r1");
  }
  return await ending(laptop, arn);
}

test.each([
  { aborted: false, end: promoted },
  { aborted: true, end: rolledBack },
])(
  "Given a Lambda that is cut off at any of its changes, then the release ends as if nothing had been: $end.outcome",
  async ({ aborted, end }) => {
    let total = 0;
    await onBlueGreen({ policy }, async (laptop) => {
      await play(laptop, aborted);
      total = laptop.calls.filter(changes).length;
      await expectEnd(laptop, end);
    });
    expect(total).toBeGreaterThan(30);
    await fc.assert(
      fc.asyncProperty(fc.nat(total - 1), fc.constantFrom("before", "after"), async (n, when) => {
        const { guard, cut } = cutOff(n, when);
        await onBlueGreen({ policy, guards: () => [guard] }, async (laptop) => {
          const { error, cause } = await play(laptop, aborted);
          const at = cut()?.operation;
          expect(at).toBeDefined();
          expect({ at, error, cause }).toMatchObject({
            at,
            error: aborted ? "Release.RolledBack" : undefined,
          });
          await expectEnd(laptop, end);
          expect((await acts(laptop, "r1")).flatMap(({ weight }) => weight ?? [])).toEqual(
            aborted ? [100, 0] : [100],
          );
        });
      }),
      { numRuns: 8 },
    );
  },
);
