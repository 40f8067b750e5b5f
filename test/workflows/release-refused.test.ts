import type { ReleaseRequest } from "@signalbox/core/release/request";
import type { Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { isByRelease, type Laptop, names, onLaptop, person, revision } from "./laptop.fixture.ts";
import {
  decide,
  ending,
  lock,
  push,
  pushQuietly,
  raise,
  reached,
  refusal,
  run,
  services,
  start,
  weights,
  writes,
} from "./release.fixture.ts";

/** Nothing was written, to the ledger neither, and the platform is as it was deployed. */
async function expectUntouched(laptop: Laptop): Promise<void> {
  expect(writes(laptop)).toEqual([]);
  expect(await lock(laptop)).toBeUndefined();
  expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
}

describe("Given a platform at rest, a bad request is refused by name before any side effect", () => {
  const image = { repository: names.repository("open-webui"), tag: "v2" };
  test.each<[string, string, Partial<ReleaseRequest>, string]>([
    [
      "an unknown group",
      "Release.UnknownGroup",
      { group: "open-web-ui" },
      `open-webui (repository ${names.repository("open-webui")})`,
    ],
    [
      "a group with another repository",
      "Release.UnknownGroup",
      { group: "open-webui", image: { repository: names.repository("ollama"), tag: "v2" } },
      "no group fits open-webui",
    ],
    [
      "a repository of no group",
      "Release.UnknownGroup",
      { image: { repository: "nginx", tag: "1" } },
      "no group fits the repository nginx",
    ],
    [
      "an image that is not in ECR",
      "Release.ImageNotFound",
      { image: { ...image, tag: "v3" } },
      `ECR has no image ${names.repository("open-webui")}:v3`,
    ],
    [
      "a ladder that does not rise",
      "Release.InvalidRequest",
      { policy: { ladder: [50, 25, 100] } },
      "ladder rises",
    ],
    [
      "a ladder that ends below 100",
      "Release.InvalidRequest",
      { policy: { ladder: [10, 50] } },
      "ends at 100",
    ],
    [
      "a policy too long for an execution",
      "Release.InvalidRequest",
      { policy: { ladder: Array.from({ length: 100 }, (_, index) => index + 1), extensions: 10 } },
      "history events",
    ],
    [
      "a request without an image",
      "Release.InvalidRequest",
      { image: { repository: names.repository("open-webui") } },
      "tag or by its digest",
    ],
    [
      "the image that is running",
      "Release.AlreadyServing",
      { image: { ...image, tag: "v2" } },
      "already serves",
    ],
  ])("%s", (_what, error, request, text) =>
    onLaptop({}, async (laptop) => {
      await pushQuietly(laptop, "v2");
      if (error === "Release.AlreadyServing") {
        await ending(
          laptop,
          await start(laptop, "first", { policy: { ladder: [100], bakeSeconds: 60, drainSeconds: 60 } }),
        );
        laptop.calls.length = 0;
      }
      const end = await ending(laptop, await start(laptop, "r1", request));
      expect(end).toMatchObject({ status: "FAILED", error });
      expect(end.cause).toContain(text);
      // Where no group is meant it is nobody's news.
      const meant = error !== "Release.UnknownGroup" || request.group === laptop.group.name;
      const told = laptop.calls.filter((call) => isByRelease(call) && call.operation === "Publish");
      expect(told).toHaveLength(meant ? 1 : 0);
      expect(await refusal(laptop, "r1", meant)).toMatchObject({
        outcome: "refused",
        problem: { error, cause: end.cause },
        release: { run: "r1", requestedBy: "ada" },
      });
      if (error === "Release.AlreadyServing") expect(writes(laptop)).toEqual([]);
      else await expectUntouched(laptop);
    }),
  );
});

test("the image that a deployment named by its tag is refused as the one that serves", () =>
  onLaptop({}, async (laptop) => {
    const deployed = { repository: laptop.group.repository, tag: "v0.11.0" };
    const end = await ending(laptop, await start(laptop, "r1", { image: deployed }));
    expect(end).toMatchObject({ status: "FAILED", error: "Release.AlreadyServing" });
    await expectUntouched(laptop);
  }));

test("Given an alarm that is in ALARM already, when a release is asked for, then it is refused by that alarm", () =>
  onLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const alarm = await raise(laptop);
    const end = await ending(laptop, await start(laptop, "r1", {}));
    expect(end).toMatchObject({ status: "FAILED", error: "Release.AlarmAlreadyRaised" });
    expect(end.cause).toContain(alarm);
    await expectUntouched(laptop);
  }));

test("Given a policy with an alarm that CloudWatch does not have, then nothing protects the release and it is refused", () =>
  onLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const alarm = laptop.group.policy.alarms[0]!;
    await laptop.world.call("monitoring", "DeleteAlarms", { AlarmNames: [alarm] }, person);
    const end = await ending(laptop, await start(laptop, "r1", {}));
    expect(end).toMatchObject({ error: "Release.AlarmNotFound" });
    expect(end.cause).toContain(alarm);
    await expectUntouched(laptop);
  }));

test("Given a rule with group stickiness, which overrides weights, then the release is refused", () => {
  const sticky: Guard = async (call, next) => {
    const answer = await next(call);
    if (call.operation !== "DescribeRules" || !("Rules" in answer) || !Array.isArray(answer.Rules))
      return answer;
    const stick = (action: object) =>
      "ForwardConfig" in action && typeof action.ForwardConfig === "object"
        ? {
            ...action,
            ForwardConfig: { ...action.ForwardConfig, TargetGroupStickinessConfig: { Enabled: true } },
          }
        : action;
    return { ...answer, Rules: answer.Rules.map((rule) => ({ ...rule, Actions: rule.Actions.map(stick) })) };
  };
  return onLaptop({ guards: () => [sticky] }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    expect(await ending(laptop, await start(laptop, "r1", {}))).toMatchObject({
      error: "Release.StickyRule",
    });
    await expectUntouched(laptop);
  });
});

test("Given a release under way, when another of the group is asked for that does not wait, then that one is refused and the first goes on", () =>
  onLaptop({ policy: { ladder: [50, 100], holdSeconds: 60, drainSeconds: 60 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await pushQuietly(laptop, "v3");
    const first = await start(laptop, "first", {});
    await reached(laptop, "first", "baking", 50);
    const second = await start(laptop, "second", {
      image: { repository: names.repository("open-webui"), tag: "v3" },
      policy: { whenBusy: "refuse" },
    });
    const refused = await ending(laptop, second);
    expect(refused).toMatchObject({ status: "FAILED", error: "Release.Locked" });
    expect(refused.cause).toContain("first");
    expect(await run(laptop, "second")).toBeUndefined();
    expect(await refusal(laptop, "second")).toMatchObject({ problem: { error: "Release.Locked" } });
    expect(await ending(laptop, first)).toMatchObject({ status: "SUCCEEDED" });
    expect(await services(laptop)).toMatchObject({ green: { taskDefinition: revision(2) } });
  }));

test("Given a release whose execution was stopped while it held the lock, when the next one comes, then it takes the lock over and finds the drift", () =>
  onLaptop({}, async (laptop) => {
    await push(laptop, "v1.5");
    await laptop.clock.sleep(5_000);
    const owner = (await lock(laptop))?.owner ?? "";
    await reached(laptop, owner.slice(owner.lastIndexOf(":") + 1), "baking", 10);
    await laptop.world.call("states", "StopExecution", { executionArn: owner }, person);
    await pushQuietly(laptop, "v2");
    const end = await ending(laptop, await start(laptop, "r2", {}));
    expect(end).toMatchObject({ status: "FAILED", error: "Release.Drifted" });
    expect(end.cause).toContain("blue 90, green 10");
    expect(await refusal(laptop, "r2")).toMatchObject({
      outcome: "refused",
      problem: { error: "Release.Drifted" },
    });
    expect(await weights(laptop)).toEqual({ blue: 90, green: 10 });
  }));

test("Given no release, when a person decides, then the decision is refused and not recorded", () =>
  onLaptop({}, async (laptop) => {
    expect(await decide(laptop, "abort", "open-webui")).toMatchObject({ errorType: "Release.NotRunning" });
  }));
