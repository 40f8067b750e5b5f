import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import { expect, test } from "vitest";
import { onPlatform, person, revision } from "./laptop.fixture.ts";
import {
  acts,
  decide,
  ending,
  item,
  lock,
  pushQuietly,
  reached,
  run,
  start,
  writes,
} from "./release.fixture.ts";
import { onRollingLaptop, rolled, sampled } from "./rolling.fixture.ts";

test("Given a good candidate, when it is released, then its tasks replace stable's one at a time and nothing is lost", () =>
  onRollingLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const ended = ending(laptop, await start(laptop, "r1", {}));
    expect(await sampled(laptop, ended)).toEqual([{ name: "chat", fewer: 0, more: 1 }]);
    expect(await ended).toMatchObject({ status: "SUCCEEDED", output: { outcome: "promoted" } });
    expect(await rolled(laptop)).toMatchObject({
      desiredCount: 3,
      runningCount: 3,
      taskDefinition: revision(2, "chat"),
    });
    expect(await lock(laptop)).toMatchObject({ epoch: 1 });
    expect(await item(laptop, ledgerKeys.standing, Standing)).toMatchObject({
      taskDefinitions: { chat: expect.stringMatching(/:2$/) },
      promotion: { run: "r1" },
    });
    const report = (await run(laptop, "r1"))?.report;
    expect(report).toMatchObject({ outcome: "promoted", requests: { candidate: 0 } });
    expect(report?.requests.stable).toBeGreaterThan(10_000);
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a rolling release, when it goes on, then the journal counts task after task and ends with the evidence", () =>
  onRollingLaptop({ requestsPerSecond: 5 }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "starting", 33);
    await reached(laptop, "r1", "starting", 66);
    await ending(laptop, arn);
    const said = await acts(laptop, "r1");
    const text = said.map((act) => act.text).join("\n");
    for (const replaced of [0, 1, 2, 3]) expect(text).toContain(`chat: ${replaced} of 3 task(s) replaced`);
    expect(said.flatMap(({ weight }) => weight ?? [])).toEqual([100]);
    expect(said.filter(({ state }) => state === "Measure").at(-1)).toMatchObject({ verdict: "pass" });
  }));

test("Given a group of three services, when it is released, then each of them keeps its tasks and all change together", () =>
  onRollingLaptop({ services: ["chat", "auth", "worker"] }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const ended = ending(laptop, await start(laptop, "r1", {}));
    expect(await sampled(laptop, ended)).toEqual([
      { name: "chat", fewer: 0, more: 1 },
      { name: "auth", fewer: 0, more: 1 },
      { name: "worker", fewer: 0, more: 1 },
    ]);
    expect(await ended).toMatchObject({ status: "SUCCEEDED" });
    for (const name of ["chat", "auth", "worker"] as const)
      expect(await rolled(laptop, name)).toMatchObject({ taskDefinition: revision(2, name) });
    expect((await run(laptop, "r1"))?.report?.services.map(({ name }) => name)).toEqual(["chat", "auth"]);
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a group that no load balancer reaches, when it is released, then nobody is asked for numbers that there cannot be", () =>
  onRollingLaptop({ services: ["worker"], policy: { alarms: [] } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    expect(await ending(laptop, await start(laptop, "r1", {}))).toMatchObject({ status: "SUCCEEDED" });
    expect(await rolled(laptop, "worker")).toMatchObject({ taskDefinition: revision(2, "worker") });
    const said = await acts(laptop, "r1");
    expect(said.find(({ state }) => state === "Measure")).toMatchObject({
      verdict: "no-data",
      text: expect.stringContaining("no load balancer counts the requests"),
    });
    expect(said.map(({ state }) => state)).not.toContain("AskPerson");
    expect((await run(laptop, "r1"))?.report?.services).toEqual([]);
  }));

test("Given a promoted release, when the next one comes, then it begins from what the last one left", () =>
  onRollingLaptop({ requestsPerSecond: 5, policy: { holdSeconds: 10 } }, async (laptop) => {
    for (const [tag, name] of [
      ["v2", "r1"],
      ["v3", "r2"],
    ] as const) {
      await pushQuietly(laptop, tag);
      const image = { repository: laptop.group.repository, tag };
      expect(await ending(laptop, await start(laptop, name, { image }))).toMatchObject({
        status: "SUCCEEDED",
      });
    }
    expect(await rolled(laptop)).toMatchObject({ taskDefinition: revision(3, "chat") });
    expect(await lock(laptop)).toMatchObject({ epoch: 2 });
  }));

test("Given a promoted release, when a person goes back, then what ran before takes over unjudged, task by task", () =>
  onRollingLaptop({ requestsPerSecond: 5, policy: { holdSeconds: 10 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await ending(laptop, await start(laptop, "r1", {}));
    const back = { group: laptop.group.name, back: true, image: undefined, reason: "worse answers" } as const;
    const ended = ending(laptop, await start(laptop, "r2", back));
    expect(await sampled(laptop, ended)).toEqual([{ name: "chat", fewer: 0, more: 1 }]);
    expect(await ended).toMatchObject({ status: "SUCCEEDED" });
    expect(await rolled(laptop)).toMatchObject({ taskDefinition: revision(1, "chat") });
    expect((await acts(laptop, "r2")).map(({ state }) => state)).not.toContain("Measure");
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a release whose tasks are being replaced, when a newer one supersedes it, then stable comes back first and never fewer tasks serve", () =>
  onRollingLaptop({ requestsPerSecond: 5 }, async (laptop) => {
    for (const tag of ["v2", "v3"]) await pushQuietly(laptop, tag);
    const first = await start(laptop, "r1", {});
    await reached(laptop, "r1", "starting", 33);
    const image = { repository: laptop.group.repository, tag: "v3" };
    const newer = await start(laptop, "r2", { image, policy: { whenBusy: "supersede" } });
    const ended = ending(laptop, newer);
    expect(await sampled(laptop, ended)).toEqual([{ name: "chat", fewer: 0, more: 1 }]);
    expect(await ended).toMatchObject({ status: "SUCCEEDED" });
    expect((await ending(laptop, first)).cause).toContain("superseded by run r2");
    expect((await run(laptop, "r1"))?.report).toMatchObject({ outcome: "rolled-back" });
    expect(await rolled(laptop)).toMatchObject({ taskDefinition: revision(3, "chat") });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test.each([
  {
    given: "a deployment that is under way",
    meddle: { taskDefinition: revision(1, "auth"), forceNewDeployment: true },
    says: "is under a deployment of",
  },
  { given: "a service that wants no tasks", meddle: { desiredCount: 0 }, says: "auth wants no tasks" },
])("Given $given, when a release is asked for, then it is refused and nothing is done", ({ meddle, says }) =>
  onRollingLaptop({ services: ["chat", "auth"], requestsPerSecond: 1 }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const { cluster, services } = laptop.group;
    const service = services.find(({ name }) => name === "auth")?.service ?? "";
    await laptop.world.call("ecs", "UpdateService", { cluster, service, ...meddle }, person);
    const end = await ending(laptop, await start(laptop, "r1", {}));
    expect(end).toMatchObject({ status: "FAILED", error: "Release.Drifted" });
    expect(end.cause).toContain(says);
    expect(writes(laptop).filter((call) => !call.startsWith("dynamodb:"))).toEqual([]);
    expect((await lock(laptop))?.owner).toBeUndefined();
  }),
);

test("Given a service that somebody deployed since the last release, when the next one comes, then it is refused", () =>
  onRollingLaptop({ requestsPerSecond: 5, policy: { holdSeconds: 10 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await ending(laptop, await start(laptop, "r1", {}));
    const { cluster } = laptop.group;
    const { service } = laptop.service;
    const taskDefinition = revision(1, "chat");
    await laptop.world.call("ecs", "UpdateService", { cluster, service, taskDefinition }, person);
    await laptop.clock.sleep(300_000);
    await pushQuietly(laptop, "v3");
    const image = { repository: laptop.group.repository, tag: "v3" };
    const end = await ending(laptop, await start(laptop, "r2", { image }));
    expect(end).toMatchObject({ error: "Release.Drifted" });
    expect(end.cause).toMatch(/chat runs .*:1, not .*:2/);
  }));

test("Given the rolling group of a platform as the stacks deploy it, when it is released, then its roles allow all that it takes, there and back", () =>
  onPlatform(
    { config: "deep-research", group: "orchestrator", strategy: "rolling" },
    { requestsPerSecond: 0.1, policy: { bakeSeconds: 60, holdSeconds: 10 } },
    async (laptop) => {
      const { desiredCount, taskDefinition } = await rolled(laptop, laptop.service.name);
      for (const [tag, name] of [
        ["v2", "r1"],
        ["v3", "r2"],
      ] as const) {
        await pushQuietly(laptop, tag);
        const arn = await start(laptop, name, { image: { repository: laptop.group.repository, tag } });
        if (name === "r2") {
          await reached(laptop, name, "starting");
          await decide(laptop, "abort", name);
        }
        const outcome = name === "r1" ? "promoted" : "rolled-back";
        await ending(laptop, arn);
        expect((await run(laptop, name))?.report).toMatchObject({ outcome });
      }
      const after = await rolled(laptop, laptop.service.name);
      expect(after).toMatchObject({ desiredCount, runningCount: desiredCount });
      expect(Number(after.taskDefinition.split(":")[1])).toBe(Number(taskDefinition.split(":")[1]) + 1);
    },
  ));
