import { expect, test } from "vitest";
import { boot } from "../../boot.ts";
import { names } from "../../deploy/development.fixture.ts";
import { person } from "../../deploy/person.ts";
import { virtualClock } from "../../world/clock.ts";
import { pushImage } from "./images.ts";
import { platformsOf } from "./platforms.ts";
import { reportOf } from "./report.ts";
import { viewOf } from "./view.ts";

const region = "us-east-1";

test("a release's execution has a report once it has ended, and not before", () => {
  const clock = virtualClock();
  const policy = { ladder: [100], bakeSeconds: 60, drainSeconds: 30, holdSeconds: 60 };
  return clock.run(
    (async () => {
      const booted = await boot({ clock, port: 0, seed: 1, requestsPerSecond: 10, policy });
      booted.traffic.start();
      const { world } = booted;
      const platforms = await platformsOf(world)();
      const view = viewOf(world, booted.cloud.faults);
      await pushImage(world, { region, repository: names.repository("open-webui"), behaviour: "good" });
      const run = async () => {
        await view.look();
        const put = view.all().find(({ id }) => id === `${region}/open-webui`);
        return put?.topic === "group" ? put.value?.run : undefined;
      };
      const until = async (phase: string): Promise<string> => {
        for (let looks = 0; looks < 1_440; looks++) {
          const found = await run();
          if (found?.phase === phase) return found.release.execution;
          await clock.sleep(5_000);
        }
        throw new Error(`the release was not ${phase} within two hours`);
      };
      const arn = await until("baking");
      expect(await reportOf(world, platforms, arn)).toEqual({ report: null });
      await until("ended");
      const { report } = await reportOf(world, platforms, arn);
      expect(report?.outcome).toBe("promoted");
      expect(report?.acts.length).toBeGreaterThan(0);
      const { executionArn: refused = "" } = await world.call(
        "states",
        "StartExecution",
        {
          stateMachineArn: arn.replace(":execution:", ":stateMachine:").replace(/:[^:]*$/, ""),
          input: JSON.stringify({ image: { repository: "nobodys", tag: "v1" }, requestedBy: "ada" }),
        },
        { region, principal: person },
      );
      await clock.sleep(60_000);
      expect((await reportOf(world, platforms, refused)).report).toMatchObject({
        outcome: "refused",
        problem: { error: "Release.UnknownGroup" },
        release: { group: "", image: { repository: "nobodys" } },
      });
      expect(await reportOf(world, platforms, `${arn}-other`)).toEqual({
        report: null,
      });
      expect(await reportOf(world, platforms, "")).toEqual({ report: null });
      await booted.stop();
    })(),
  );
});
