import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { ledgerOf, putItem } from "@signalbox/functions/aws/ledger";
import { releaseCanary } from "@signalbox/functions/workflows/release-canary/workflow";
import type { Guard } from "@signalbox/local/gate/gate";
import { AwsError } from "@signalbox/local/services/error";
import { describe, expect, test } from "vitest";
import { type Laptop, names, onLaptop, person } from "./laptop.fixture.ts";
import { redeploy } from "./redeploy.fixture.ts";
import { acts, ending, lock, pushQuietly, reached, run, start, weights, writes } from "./release.fixture.ts";

const policy = { ladder: [50, 100], bakeSeconds: 120, holdSeconds: 60, drainSeconds: 60 };

/** The canary's execution of a release. */
const canaryOf = (release: string): string =>
  release.replace(`:${names.deployed("release")}:`, `:${names.deployed("release-canary")}:`);

async function baking(laptop: Laptop): Promise<string> {
  await pushQuietly(laptop, "v2");
  const arn = await start(laptop, "r1", {});
  await reached(laptop, "r1", "baking", 50);
  return arn;
}

const stop = (laptop: Laptop, executionArn: string) =>
  laptop.world.call("states", "StopExecution", { executionArn }, person);
const redrive = (laptop: Laptop, executionArn: string) =>
  laptop.world.call("states", "RedriveExecution", { executionArn }, person);

describe("a release that is stopped", () => {
  test("stops its canary, and nothing moves any more", () =>
    onLaptop({ policy }, async (laptop) => {
      const arn = await baking(laptop);
      await stop(laptop, arn);
      expect(await ending(laptop, canaryOf(arn))).toMatchObject({ status: "ABORTED" });
      await laptop.clock.sleep(600_000);
      expect(await weights(laptop)).toEqual({ blue: 50, green: 50 });
    }));

  test("needs a person when it is redriven alone: its canary was started and will not be started twice", () =>
    onLaptop({ policy }, async (laptop) => {
      const arn = await baking(laptop);
      await stop(laptop, arn);
      await ending(laptop, canaryOf(arn));
      await redrive(laptop, arn);
      const end = await ending(laptop, arn);
      expect(end).toMatchObject({ status: "FAILED", error: "Release.NeedsAPerson" });
      expect(end.cause).toContain("ExecutionAlreadyExists");
      expect((await lock(laptop))?.stuck).toContain("ExecutionAlreadyExists");
      expect(await weights(laptop)).toEqual({ blue: 50, green: 50 });
    }));

  test("goes on to its end when its canary is redriven first, and then itself", () =>
    onLaptop({ policy }, async (laptop) => {
      const arn = await baking(laptop);
      await stop(laptop, arn);
      await ending(laptop, canaryOf(arn));
      await redrive(laptop, canaryOf(arn));
      await redrive(laptop, arn);
      expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
      expect(await weights(laptop)).toEqual({ blue: 0, green: 100 });
      expect(await lock(laptop)).toMatchObject({ epoch: 1 });
    }));
});

describe("a canary that outlives its release", () => {
  /** Step Functions' best effort to stop it fails. */
  const unstoppable: Guard = async (call, next) => {
    const { principal } = call.context;
    if (call.operation === "StopExecution" && principal.kind === "role")
      throw new AwsError("ValidationException", "not this time");
    return await next(call);
  };

  test("goes on to a known end by itself, and the next release takes the lock over", () =>
    onLaptop({ policy, guards: () => [unstoppable] }, async (laptop) => {
      const arn = await baking(laptop);
      await stop(laptop, arn);
      const end = await ending(laptop, canaryOf(arn));
      expect(end).toMatchObject({ status: "SUCCEEDED", output: { outcome: "promoted", problem: null } });
      expect(await weights(laptop)).toEqual({ blue: 0, green: 100 });
      expect((await lock(laptop))?.owner).toBe(arn);
      await pushQuietly(laptop, "v3");
      const image = { repository: laptop.group.repository, tag: "v3" };
      expect(await ending(laptop, await start(laptop, "r2", { image }))).toMatchObject({
        status: "SUCCEEDED",
      });
      expect(await lock(laptop)).toMatchObject({ epoch: 2 });
    }));

  test("does nothing more once another release has the lock", () =>
    onLaptop({ policy, guards: () => [unstoppable] }, async (laptop) => {
      const arn = await baking(laptop);
      await stop(laptop, arn);
      const { reader, platform, group } = laptop;
      const other = { owner: `${arn}-other`, run: "r2", epoch: 2 };
      await putItem(ledgerOf({ aws: reader, platform }, group.name), ledgerKeys.lock, other);
      const before = writes(laptop).length;
      const end = await ending(laptop, canaryOf(arn));
      expect(end).toMatchObject({ status: "FAILED", error: "Release.NeedsAPerson" });
      expect(end.cause).toContain("Release.LockLost");
      expect(await weights(laptop)).toEqual({ blue: 50, green: 50 });
      expect(
        writes(laptop)
          .slice(before)
          .filter((call) => !call.startsWith("dynamodb:")),
      ).toEqual([]);
    }));
});

test("Given a canary that a person starts by hand, be it with a running release's own input, then it does nothing", () =>
  onLaptop({ policy }, async (laptop) => {
    const arn = await baking(laptop);
    const asked = { executionArn: canaryOf(arn) };
    const { input, stateMachineArn } = await laptop.world.call("states", "DescribeExecution", asked, person);
    const journal = (await acts(laptop, "r1")).length;
    const forged = await laptop.world.call(
      "states",
      "StartExecution",
      { stateMachineArn, name: "r2", input },
      person,
    );
    const end = await ending(laptop, forged.executionArn ?? "");
    expect(end).toMatchObject({ status: "FAILED", error: "Release.LockLost" });
    expect(await acts(laptop, "r1")).toHaveLength(journal);
    expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
  }));

describe("a canary that does not hand back leaves its release for a person", () => {
  test("since somebody stopped it", () =>
    onLaptop({ policy }, async (laptop) => {
      const arn = await baking(laptop);
      await stop(laptop, canaryOf(arn));
      const end = await ending(laptop, arn);
      expect(end).toMatchObject({
        status: "FAILED",
        error: "Release.NeedsAPerson",
        cause: "States.TaskFailed: it ended ABORTED",
      });
      expect((await lock(laptop))?.stuck).toBe("States.TaskFailed: it ended ABORTED");
      expect((await run(laptop, "r1"))?.report).toMatchObject({ outcome: "stuck" });
    }));

  test("since its time was over", () =>
    onLaptop({ policy }, async (laptop) => {
      const { machine } = releaseCanary;
      await redeploy(laptop, { ...releaseCanary, machine: { ...machine, TimeoutSeconds: 200 } });
      const arn = await baking(laptop);
      expect(await ending(laptop, arn)).toMatchObject({ status: "FAILED", error: "Release.NeedsAPerson" });
      expect(await ending(laptop, canaryOf(arn))).toMatchObject({ status: "TIMED_OUT" });
      expect((await lock(laptop))?.stuck).toMatch(/^States\.(Timeout|TaskFailed): it ended TIMED_OUT/);
    }));
});
