import type { Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { onScaling, type Scaling } from "./scaling.fixture.ts";

/** Ten minutes: longer than the balancer lets a stream of a leaving replica go on. */
const longChat = "400/15000";

/** CloudWatch's clock, so many seconds ahead of the Lambdas' from a moment on; behind them, where negative. */
class Skew {
  seconds = 0;
  /** What is dated after the Lambda's now is kept from it, as it would be by whoever asks until now. */
  hidesAhead = false;

  readonly guard =
    (now: () => number): Guard =>
    async (call, next) => {
      if (call.operation !== "GetMetricData" || this.seconds === 0) return await next(call);
      const by = this.seconds * 1000;
      const moved = (at: unknown, ms: number): Date => new Date(Number(at) + ms);
      const { StartTime, EndTime, ...rest } = call.input as { StartTime: Date; EndTime: Date };
      const input = { ...rest, StartTime: moved(StartTime, -by), EndTime: moved(EndTime, -by) };
      const answer = (await next({ ...call, input })) as { MetricDataResults?: Result[] };
      const MetricDataResults = answer.MetricDataResults?.map(({ Timestamps = [], Values = [], ...one }) => {
        const kept = Timestamps.map((at, index) => ({ at: moved(at, by), value: Values[index] })).filter(
          ({ at }) => !this.hidesAhead || at.getTime() <= now(),
        );
        return { ...one, Timestamps: kept.map(({ at }) => at), Values: kept.map(({ value }) => value) };
      });
      return { ...answer, MetricDataResults };
    };
}

interface Result {
  readonly Timestamps?: Date[];
  readonly Values?: number[];
}

const withSkew = async (play: (scaling: Scaling, skew: Skew) => Promise<void>): Promise<void> => {
  const skew = new Skew();
  await onScaling({ guards: (clock) => [skew.guard(() => clock.now())] }, (scaling) => play(scaling, skew));
};

describe("Given a clock of CloudWatch that is five minutes off", () => {
  test.each([300, -300])("by %d s, then nothing is let go, and nothing is ordered twice", (seconds) =>
    withSkew(async (scaling, skew) => {
      scaling.load(2);
      await scaling.minutes(6);
      const before = await scaling.desired();
      expect(before).toBeGreaterThanOrEqual(3);
      const from = scaling.asked().length;
      skew.seconds = seconds;
      scaling.load(0.2);
      await scaling.minutes(12);
      expect(await scaling.desired()).toBeGreaterThanOrEqual(before);
      expect(await scaling.decision()).toMatchObject({ blind: true });
      const asked = scaling.asked().slice(from);
      expect(asked).toEqual([...new Set(asked)].toSorted((a, b) => a - b));
      expect(scaling.saw).toMatchObject({ cut: 0, lost: 0 });
    }),
  );

  /** Replicas that were idle for minutes have just begun to serve when some of them are to leave. */
  const play = async (hidesAhead: boolean): Promise<{ cut: number; desired: number }> => {
    let found = { cut: -1, desired: -1 };
    await withSkew(async (scaling, skew) => {
      scaling.load(0.3);
      await scaling.minutes(4);
      await scaling.clock.sleep(60_000);
      await scaling.scaleTo(8);
      await scaling.clock.sleep(330_000);
      skew.seconds = 300;
      skew.hidesAhead = hidesAhead;
      scaling.load(8, longChat);
      await scaling.clock.sleep(1_500);
      scaling.load(0);
      await scaling.clock.sleep(10_000);
      await scaling.ending(await scaling.start("r1"));
      await scaling.clock.sleep(1_200_000);
      found = { cut: scaling.saw.cut, desired: await scaling.desired() };
    });
    return found;
  };

  test("ahead, then no replica is taken for empty by what it said before it began to serve", async () => {
    expect(await play(false)).toEqual({ cut: 0, desired: 8 });
  });

  test("ahead, then streams would be cut, if nobody looked whether something is dated later than now", async () => {
    expect((await play(true)).cut).toBeGreaterThan(0);
  });
});

test.each([10, -10])(
  "Given a clock of CloudWatch that is off by %d s, then replicas come and go as ever, and nobody is cut off",
  (seconds) =>
    withSkew(async (scaling, skew) => {
      skew.seconds = seconds;
      scaling.load(0.5);
      await scaling.minutes(8);
      scaling.load(4);
      await scaling.minutes(5);
      const most = await scaling.desired();
      expect(most).toBeGreaterThanOrEqual(5);
      scaling.load(0.5);
      await scaling.minutes(25);
      expect(await scaling.desired()).toBeLessThan(most);
      expect(scaling.saw).toMatchObject({ cut: 0, lost: 0 });
    }),
);
