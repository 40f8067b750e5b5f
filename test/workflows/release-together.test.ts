import { setRuns } from "@signalbox/core/cost/set-runs";
import { Run } from "@signalbox/core/ledger/records";
import { arns } from "@signalbox/core/platform/arns";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { SetPlan } from "@signalbox/core/release/set/plan";
import type { Guard } from "@signalbox/local/gate/gate";
import { expect, test } from "vitest";
import { type AnyLaptop, names, person } from "./laptop.fixture.ts";
import {
  acts,
  decide,
  ending,
  lock,
  pushQuietly,
  raise,
  reached,
  run,
  start,
  weights,
} from "./release.fixture.ts";
import {
  askTogether,
  memberOf,
  onThree,
  promotes,
  quick,
  releaseTogether,
  seenFrom,
  setReport,
  sparse,
} from "./release-together.fixture.ts";

const groups = ["extraction", "open-webui", "pipelines"] as const;
const good = { "open-webui": "good", pipelines: "good", extraction: "good" } as const;

/** Long enough for a person to say something meanwhile. */
const held = { ...sparse, policy: { ...sparse.policy, holdSeconds: 180 } };

/** When a member did something for the first time, by its journal; in milliseconds since 1970. */
async function when(laptop: AnyLaptop, group: string, state: RegExp): Promise<number> {
  const all = await acts(seenFrom(laptop, group), memberOf(group));
  const found = all.find((act) => state.test(act.state));
  if (!found) throw new Error(`${group} never came to ${state}: ${all.map((act) => act.state)}`);
  return Date.parse(found.at);
}

const record = async (laptop: AnyLaptop, group: string): Promise<Run> =>
  Run.parse(await run(seenFrom(laptop, group), memberOf(group)));

test("groups of three strategies are released as one: users meet all when all are ready, none is promoted before all have passed", () =>
  onThree({}, async (laptop) => {
    const execution = await releaseTogether(laptop, good);
    const ended = await ending(laptop, execution);
    expect(ended).toMatchObject({ status: "SUCCEEDED", output: { outcome: "promoted" } });
    const times = async (state: RegExp) => {
      const all = [];
      for (const group of groups) all.push(await when(laptop, group, state));
      return all;
    };
    const ready = await times(/^AwaitReady$/);
    const met = await times(/^(ShiftTraffic|StartDeployment)$/);
    // Blue-green starts its deployment beside stable before anybody meets it.
    met[2] = await when(laptop, "pipelines", /^ShiftTraffic$/);
    expect(Math.min(...met)).toBeGreaterThanOrEqual(Math.max(...ready));
    const passed = await times(/^AwaitPassed$/);
    const promoted = await times(/^Promote$/);
    expect(Math.min(...promoted)).toBeGreaterThanOrEqual(Math.max(...passed));
    const report = await setReport(laptop);
    expect(report?.members.map(({ name }) => name)).toEqual(groups);
    for (const { sentence } of report!.members) expect(sentence).toContain("was promoted");
    for (const group of groups) expect((await record(laptop, group)).report?.outcome).toBe("promoted");
    // As the cost page counts them.
    const invoked = laptop.calls.filter(
      ({ operation, input }) =>
        operation === "Invoke" && JSON.stringify(input).includes(names.deployed("release-together")),
    );
    const told = setRuns["release-together"](ReleasePolicy.parse(quick)).lambdaCalls;
    expect(Math.abs(invoked.length / told - 1)).toBeLessThan(0.1);
  }));

test("one that is judged worse turns the others back, and every group runs what it ran before", () =>
  onThree({ requestsPerSecond: 16 }, async (laptop) => {
    const two = { "open-webui": "good", pipelines: "errors" } as const;
    const { error, cause } = await ending(laptop, await releaseTogether(laptop, two));
    expect(error).toBe("Release.RolledBack");
    expect(cause).toMatch(/Release\.(AnalysisFailed|AlarmRaised): pipelines in us-east-1 turned back/);
    for (const group of ["open-webui", "pipelines"]) {
      const { report } = await record(laptop, group);
      expect(report?.outcome).toBe("rolled-back");
      expect(await lock(seenFrom(laptop, group))).not.toHaveProperty("owner");
    }
    // The good one has served users, and was never promoted.
    expect((await acts(laptop, memberOf("open-webui"))).map(({ state }) => state)).not.toContain("Promote");
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
    const { report } = await record(laptop, "open-webui");
    expect(report?.decisions).toMatchObject([{ action: "abort", by: "set s1" }, { action: "promote" }]);
  }));

test("an abort of one in the hold after promotion turns the promoted others back", () =>
  onThree(held, async (laptop) => {
    const two = { "open-webui": "good", pipelines: "good" } as const;
    const execution = await releaseTogether(laptop, two);
    promotes(laptop, ["open-webui", "pipelines"]);
    await reached(laptop, memberOf("open-webui"), "holding");
    await reached(seenFrom(laptop, "pipelines"), memberOf("pipelines"), "holding");
    await decide(laptop, "abort", memberOf("pipelines"));
    expect(await ending(laptop, execution)).toMatchObject({ error: "Release.RolledBack" });
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
    for (const group of ["open-webui", "pipelines"])
      expect((await record(laptop, group)).report?.outcome).toBe("rolled-back");
  }));

test("one that turns back when the other's old side is gone is followed by a release of the way back", () =>
  onThree(held, async (laptop) => {
    const two = { "open-webui": "good", pipelines: "good" } as const;
    const execution = await releaseTogether(laptop, two);
    promotes(laptop, ["open-webui", "pipelines"]);
    await reached(laptop, memberOf("open-webui"), "holding");
    // A person ends the hold of the one, then turns the other back.
    await decide(laptop, "promote", memberOf("open-webui"));
    await ending(laptop, arns.execution(laptop.platform, names.deployed("release"), memberOf("open-webui")));
    await decide(laptop, "abort", memberOf("pipelines"));
    expect(await ending(laptop, execution)).toMatchObject({ error: "Release.RolledBack" });
    const back = await run(laptop, "s1-open-webui-back");
    expect(back?.report).toMatchObject({ outcome: "promoted", release: { back: { from: "s1-open-webui" } } });
    const report = await setReport(laptop);
    expect(report?.members.map(({ back: went }) => went !== undefined)).toEqual([true, false]);
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
  }));

test("Given another release of a group, then the set waits for it; no person lets a member go on, and an abort of the set turns all back", () =>
  onThree({ ...sparse, policy: {} }, async (laptop) => {
    const pipelines = seenFrom(laptop, "pipelines");
    await pushQuietly(pipelines, "v3");
    const { repository } = pipelines.group;
    const image = { repository, tag: "v3" };
    const before = await start(pipelines, "r1", { image, policy: { promotion: "manual" } });
    await reached(pipelines, "r1", "waiting-for-person");
    const two = { "open-webui": "good", pipelines: "good" } as const;
    const execution = await releaseTogether(laptop, two);
    await reached(laptop, memberOf("open-webui"), "starting");
    // Said too early for the barrier, and meant for whatever comes next.
    await decide(laptop, "promote", memberOf("open-webui"));
    await reached(laptop, memberOf("open-webui"), "ready");
    expect(await decide(laptop, "promote", memberOf("open-webui"))).toMatchObject({
      errorType: "Release.WaitsForOthers",
    });
    await laptop.clock.sleep(120_000);
    expect((await record(laptop, "open-webui")).phase).toBe("ready");
    expect(await decide(laptop, "promote", "s1")).toMatchObject({ errorType: "Release.WaitsForOthers" });
    await decide(laptop, "abort", "s1");
    expect(await ending(laptop, execution)).toMatchObject({
      error: "Release.RolledBack",
      cause: expect.stringContaining("bob aborted: for the test"),
    });
    const report = await setReport(laptop);
    expect(report?.members.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining("was rolled back (Release.Aborted: set s1 aborted"),
      expect.stringContaining("was not released (Release.Aborted: set s1 aborted"),
    ]);
    // What is rehearsed hears nothing by itself.
    const stopped = laptop.calls.filter(({ operation }) => operation === "StopExecution");
    expect(new Set(stopped.map(({ input }) => Object.values(input)[0]))).toEqual(
      new Set(
        ["open-webui", "pipelines"].map((group) =>
          arns.execution(laptop.platform, names.deployed("rehearse"), memberOf(group)),
        ),
      ),
    );
    expect(await decide(laptop, "abort", "s1")).toMatchObject({ errorType: "Release.TooLate" });
    // The one that ran before goes on as if nothing had been.
    expect((await run(pipelines, "r1"))?.phase).toBe("waiting-for-person");
    await decide(pipelines, "abort", "r1");
    await ending(laptop, before);
  }));

test("where one would be refused none is started; a dry run answers the plan; a group is in one set at a time", () =>
  onThree({ warmUpSeconds: 0, requestsPerSecond: 2 }, async (laptop) => {
    const two = ["open-webui", "pipelines"];
    for (const group of two) await pushQuietly(seenFrom(laptop, group), "v2");
    const planned = await ending(laptop, await askTogether(laptop, two, { dryRun: true }, "s0"));
    expect(planned).toMatchObject({ status: "SUCCEEDED", output: { refusals: [] } });
    expect(SetPlan.parse(planned.output).waves).toMatchObject([
      { members: [{ name: "open-webui", strategy: "canary" }, { name: "pipelines" }] },
    ]);
    const policy = { alarms: [await raise(laptop)] };
    const refused = await ending(laptop, await askTogether(laptop, two, { policy }, "s1"));
    expect(refused).toMatchObject({ error: "Release.AlarmAlreadyRaised" });
    expect(await setReport(laptop)).toMatchObject({ outcome: "refused", members: [] });
    await clear(laptop);
    const execution = await askTogether(laptop, two, {}, "s2");
    await reached(laptop, memberOf("open-webui", "s2"), "starting");
    const second = await ending(laptop, await askTogether(laptop, two, {}, "s3"));
    expect(second).toMatchObject({ error: "Release.AlreadyInSet", cause: expect.stringContaining("s2") });
    for (const set of ["s0", "s1", "s3"])
      expect(await run(laptop, memberOf("open-webui", set))).toBeUndefined();
    await decide(laptop, "abort", "s2");
    expect(await ending(laptop, execution)).toMatchObject({ error: "Release.RolledBack" });
  }));

const clear = ({ world, group }: AnyLaptop) =>
  world.call(
    "monitoring",
    "SetAlarmState",
    { AlarmName: group.policy.alarms[0] ?? "", StateValue: "OK", StateReason: "by hand" },
    person,
  );

/** Strips what makes the members wait for each other out of their requests, on their way. */
const withoutBarriers: Guard = async (call, next) => {
  const { operation, input } = call;
  if (operation !== "StartExecution" || !("input" in input) || typeof input.input !== "string")
    return await next(call);
  const { policy, ...request } = JSON.parse(input.input);
  const { othersSeconds: _, ...rest } = policy ?? {};
  const changed = { ...call, input: { ...input, input: JSON.stringify({ ...request, policy: rest }) } };
  return await next(changed as typeof call);
};

test("Given members without barriers, then one is promoted before the other has passed", () =>
  onThree({ guards: () => [withoutBarriers] }, async (laptop) => {
    const two = { "open-webui": "good", pipelines: "good" } as const;
    await releaseTogether(laptop, two, { policy: { ladder: [25, 50, 75, 100] } });
    await reached(seenFrom(laptop, "pipelines"), memberOf("pipelines"), "draining");
    expect((await record(laptop, "open-webui")).weight).toBeLessThan(100);
  }));
