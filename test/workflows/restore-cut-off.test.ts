import type { Guard } from "@signalbox/local/gate/gate";
import { expect, test } from "vitest";
import { cutAnywhere } from "./cut-off.fixture.ts";
import { changesByRestore, onRestorable } from "./restore.fixture.ts";

test("Given a Lambda that is cut off at any of its changes, then the services connect to what was restored, or to the old, and nothing else is left", async () => {
  const play = async (...guards: readonly Guard[]): Promise<number> => {
    let changes = 0;
    await onRestorable(
      { guards },
      async ({ calls, clusters, decide, ending, held, owners, reached, start }) => {
        const arn = await start("r1");
        const { beside } = await reached("r1", "keeping-old");
        await decide("r1", "release");
        expect(await ending(arn)).toMatchObject({ status: "SUCCEEDED" });
        expect((await held()).split(".")[0]).toBe(beside);
        expect(await clusters()).toHaveLength(2);
        expect(await owners()).toEqual([undefined, undefined]);
        changes = calls.filter(changesByRestore).length;
      },
    );
    return changes;
  };
  const total = await play();
  expect(total).toBeGreaterThan(20);
  await cutAnywhere(total, play, { numRuns: 3, counts: changesByRestore });
});
