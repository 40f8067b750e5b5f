import { runs } from "@signalbox/core/cost/runs";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import { expect, test } from "vitest";
import { cutAnywhere } from "./cut-off.fixture.ts";
import { onStages, production } from "./pipeline.fixture.ts";
import { transitionsOf, usesOf } from "./uses.fixture.ts";

const isByPipeline = ({ context: { principal } }: Call): boolean =>
  principal.kind === "role" && principal.arn.endsWith(`/${production.role("us-east-1", "pipeline")}`);
const changes = (call: Call): boolean =>
  isByPipeline(call) && !/^(Describe|Get|List|Query)/.test(call.operation);

test("Given a Lambda that is cut off at any of its changes, then the run goes through all the same, with one release and one task of each kind, and uses what its cost says", async () => {
  const play = async (...guards: readonly Guard[]): Promise<number> => {
    let made = 0;
    await onStages({ guards: () => guards }, async (stages) => {
      const { calls, decide, ending, lease, reached, releases, running, start } = stages;
      const before = calls.length;
      const arn = await start("r1");
      await reached("r1", "waiting-for-approval");
      await decide("r1", "approve");
      expect(await ending(arn)).toMatchObject({ status: "SUCCEEDED" });
      expect(await releases(production)).toHaveLength(1);
      const tasks = calls.filter(({ operation }) => operation === "RunTask");
      expect(new Set(tasks.map(({ input }) => JSON.stringify(input))).size).toBe(3);
      expect(await running()).toEqual([]);
      expect((await lease())?.owner).toBeUndefined();
      if (guards.length === 0) {
        const used = usesOf("pipeline", calls, await transitionsOf(stages.world, arn), production);
        expect(used).toEqual(runs.pipeline?.(ReleasePolicy.parse({})));
      }
      made = calls.slice(before).filter(changes).length;
    });
    return made;
  };
  const total = await play();
  expect(total).toBeGreaterThan(20);
  await cutAnywhere(total, play, { numRuns: 3, counts: changes });
});
