import type { Call, Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { onStages, production, type Stages } from "./pipeline.fixture.ts";

const isByPipeline = ({ context: { principal } }: Call): boolean =>
  principal.kind === "role" && principal.arn.endsWith(`/${production.role("us-east-1", "pipeline")}`);

describe("Given an execution that is stopped while its tests hang", () => {
  const play = (guards: readonly Guard[], check: (stages: Stages) => Promise<void>) =>
    onStages({ tests: "hanging", guards: () => guards }, async (stages) => {
      const arn = await stages.start("r1");
      await stages.reached("r1", "testing");
      await stages.clock.sleep(60_000);
      expect(await stages.running()).toHaveLength(1);
      await stages.stop(arn);
      await stages.start("r2");
      await stages.reached("r2", "staging");
      await check(stages);
    });

  test("then the group's next run stops them before it begins", () =>
    play([], async ({ clock, running }) => {
      await clock.sleep(10_000);
      expect(await running()).toEqual([]);
    }));

  test("then, where it could not look for them, they would run on", () => {
    const blind: Guard = async (call, next) =>
      call.operation === "ListTasks" && isByPipeline(call) ? { taskArns: [] } : await next(call);
    return play([blind], async ({ clock, running }) => {
      await clock.sleep(10_000);
      expect(await running()).toHaveLength(1);
    });
  });
});

describe("Given two runs at once", () => {
  const play = (guards: readonly Guard[], check: (stages: Stages) => Promise<void>) =>
    onStages({ tests: "hanging", guards: () => guards }, async (stages) => {
      await stages.start("r1");
      await stages.reached("r1", "testing");
      await stages.push("v2");
      await stages.clock.sleep(60_000);
      await check(stages);
    });
  const newer = async ({ executions, find }: Stages) => {
    const other = (await executions()).find(({ name }) => name !== "r1");
    return (await find(other?.name ?? ""))?.phase;
  };

  test("then the newer one waits until the tests of the older have ended", () =>
    play([], async (stages) => expect(await newer(stages)).toBe("queued")));

  test("then, where it did not see that the other one runs, it would release over it", () => {
    const blind: Guard = async (call, next) => {
      const answer = await next(call);
      const asked = JSON.stringify(call.input);
      return call.operation === "DescribeExecution" && isByPipeline(call) && asked.includes(":r1")
        ? { ...answer, status: "ABORTED" }
        : answer;
    };
    return play([blind], async (stages) => expect(await newer(stages)).not.toBe("queued"));
  });
});

describe("Given an approval that the ledger does not have", () => {
  test("then a task token that is answered all the same starts no release in production", () =>
    onStages({}, async (stages) => {
      const arn = await stages.start("r1");
      await stages.reached("r1", "waiting-for-approval");
      await stages.answer("r1");
      expect(await stages.ending(arn)).toMatchObject({ error: "Pipeline.NobodyDecided" });
      expect(await stages.releases(production)).toEqual([]);
    }));
});
