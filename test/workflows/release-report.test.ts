import { expect, test } from "vitest";
import { type Laptop, names, onLaptop } from "./laptop.fixture.ts";
import { ending, pushQuietly, raise, reached, start } from "./release.fixture.ts";

/** Alarms publish to a topic of their own. */
const published = ({ calls, platform }: Laptop) =>
  calls.flatMap(({ operation, input }) =>
    operation === "Publish" && "TopicArn" in input && input.TopicArn === platform.reportTopicArn
      ? [input]
      : [],
  );

test("Given a release that an alarm turned back, when it ends, then its report goes to the topic once", () =>
  onLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking", 10);
    const alarm = await raise(laptop);
    await ending(laptop, arn);
    expect(published(laptop)).toEqual([
      {
        TopicArn: `arn:aws:sns:us-east-1:${laptop.world.account}:${names.reportTopic}`,
        Subject: "open-webui rolled-back: v2",
        Message: expect.stringContaining(`Release.AlarmRaised: ${alarm}`),
      },
    ]);
  }));
