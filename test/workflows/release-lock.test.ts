import { AwsError } from "@signalbox/local/services/error";
import { describe, expect, test } from "vitest";
import { type Laptop, names, onLaptop, type Setting } from "./laptop.fixture.ts";
import { ending, pushQuietly, start } from "./release.fixture.ts";

type Guarded = NonNullable<Setting["guards"]>;

describe("the lock's condition", () => {
  const both = async (laptop: Laptop) => {
    await pushQuietly(laptop, "v2");
    await pushQuietly(laptop, "v3");
    const arns = await Promise.all([
      start(laptop, "one", {}),
      start(laptop, "two", { image: { repository: names.repository("open-webui"), tag: "v3" } }),
    ]);
    return await Promise.all(arns.map((arn) => ending(laptop, arn)));
  };
  const policy = {
    ladder: [100],
    holdSeconds: 60,
    drainSeconds: 60,
    bakeSeconds: 60,
    whenBusy: "refuse" as const,
  };

  /** Both have read that the lock is free before either takes it. */
  const race =
    (change: (input: { ConditionExpression?: string }) => object): Guarded =>
    (clock) => [
      async (call, next) => {
        if (call.operation !== "UpdateItem" || !JSON.stringify(call.input).includes('":epoch"'))
          return await next(call);
        await clock.sleep(2_000);
        return await next({ ...call, input: change(call.input) });
      },
    ];

  test("lets one of two releases that start at once go on, and refuses the other", () =>
    onLaptop({ policy, guards: race((input) => input) }, async (laptop) => {
      const ends = await both(laptop);
      expect(ends.map(({ status }) => status).toSorted()).toEqual(["FAILED", "SUCCEEDED"]);
      expect(ends.map(({ error }) => error)).toContain("Release.Locked");
    }));

  test("once removed, the one is robbed of its lock on the way and stops there", () =>
    onLaptop({ policy, guards: race(({ ConditionExpression: _, ...input }) => input) }, async (laptop) => {
      const ends = await both(laptop);
      expect(ends.map(({ error }) => error)).not.toContain("Release.Locked");
      expect(ends.map(({ cause }) => cause ?? "").join()).toContain("Release.LockLost");
    }));
});

test("Given a reply that got lost, when the client asks again, then the lock that it has is no other's", () => {
  const loseOneReply: Guarded = () => {
    let lost = false;
    return [
      async (call, next) => {
        const answer = await next(call);
        if (lost || call.operation !== "UpdateItem" || !JSON.stringify(call.input).includes('":epoch"'))
          return answer;
        lost = true;
        throw new AwsError("InternalServerError", "the reply got lost");
      },
    ];
  };
  const policy = { ladder: [100], holdSeconds: 60, drainSeconds: 60, bakeSeconds: 60 };
  return onLaptop({ policy, guards: loseOneReply }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    expect(await ending(laptop, await start(laptop, "r1", {}))).toMatchObject({ status: "SUCCEEDED" });
  });
});
