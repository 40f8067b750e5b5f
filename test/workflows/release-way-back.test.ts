import { imageFor as standingImage } from "@signalbox/local/images/catalogue";
import { describe, expect, test } from "vitest";
import { type Laptop, onLaptop, person, revision } from "./laptop.fixture.ts";
import {
  acts,
  decide,
  ending,
  pushQuietly,
  raise,
  reached,
  run,
  services,
  weights,
} from "./release.fixture.ts";
import { ask, goBack, invoke, quick, standing } from "./turns.fixture.ts";

const policy = { ...quick, holdSeconds: 60 };
const supersede = { policy: { whenBusy: "supersede" as const } };

/** Releases a version to its end. */
async function released(laptop: Laptop, name: string, tag: string): Promise<void> {
  await pushQuietly(laptop, tag);
  expect(await ending(laptop, await ask(laptop, name, tag))).toMatchObject({ status: "SUCCEEDED" });
}

describe("Given a promoted release, when a person goes back,", () => {
  test("then what ran before has all of the traffic within minutes, with stable's tasks first, unbaked and unjudged, and nothing is lost", () =>
    onLaptop({ policy: { ...policy, bakeSeconds: 3_000 } }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const first = await ask(laptop, "r1", "v2");
      for (const weight of [50, 100]) {
        await reached(laptop, "r1", "baking", weight);
        await decide(laptop, "promote", "r1");
      }
      expect(await ending(laptop, first)).toMatchObject({ status: "SUCCEEDED" });
      const at = laptop.clock.now();
      const back = await goBack(laptop, "b1");
      while ((await weights(laptop)).blue < 100) await laptop.clock.sleep(1_000);
      expect(laptop.clock.now() - at).toBeLessThan(180_000);
      expect((await services(laptop)).blue).toMatchObject({ desiredCount: 3, runningCount: 3 });
      expect(await ending(laptop, back)).toMatchObject({ status: "SUCCEEDED" });
      const journal = await acts(laptop, "b1");
      const states = journal.map(({ state }) => state);
      expect(states).not.toContain("Bake");
      expect(states).not.toContain("Measure");
      expect(journal.flatMap(({ weight }) => weight ?? [])).toEqual([100]);
      expect(await services(laptop)).toMatchObject({
        blue: { desiredCount: 3, taskDefinition: revision(1) },
        green: { desiredCount: 0, taskDefinition: revision(2) },
      });
      expect((await run(laptop, "b1"))?.report).toMatchObject({
        outcome: "promoted",
        release: { reason: "answers are empty", back: { from: "r1" } },
      });
      expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
    }));

  test("then neither the alarm that is raised nor a freeze keeps it, and the journal names the freeze", () =>
    onLaptop({ policy }, async (laptop) => {
      await released(laptop, "r1", "v2");
      await raise(laptop);
      const until = new Date(laptop.clock.now() + 3_600_000).toISOString();
      await invoke(laptop, "freeze", { action: "freeze", reason: "night", by: "ada", until });
      expect(await ending(laptop, await goBack(laptop, "b1"))).toMatchObject({ status: "SUCCEEDED" });
      const taken = (await acts(laptop, "b1")).find(({ state }) => state === "TakeLock");
      expect(taken?.text).toContain("a way back is not frozen");
      expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
    }));

  test("then a canary under way makes way for it first", () =>
    onLaptop({ policy }, async (laptop) => {
      await released(laptop, "r1", "v2");
      await pushQuietly(laptop, "v3");
      const second = await ask(laptop, "r2", "v3");
      await reached(laptop, "r2", "baking", 50);
      const back = await goBack(laptop, "b1");
      const end = await ending(laptop, second);
      expect(end).toMatchObject({ error: "Release.Superseded" });
      expect(end.cause).toContain("superseded by run b1: goes back: answers are empty");
      expect(await ending(laptop, back)).toMatchObject({ status: "SUCCEEDED" });
      expect(await standing(laptop)).toMatchObject({ promotion: { run: "b1" } });
      // Blue took what ran before the first release; the second one's version has left it.
      expect(await services(laptop)).toMatchObject({
        blue: { desiredCount: 3, taskDefinition: revision(1) },
      });
      expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
    }));

  test("then no release supersedes it, and a newer one waits for it", () =>
    onLaptop({ policy }, async (laptop) => {
      await released(laptop, "r1", "v2");
      await pushQuietly(laptop, "v3");
      const back = await goBack(laptop, "b1");
      await reached(laptop, "b1", "starting");
      const second = await ask(laptop, "r2", "v3", supersede);
      expect(await ending(laptop, back)).toMatchObject({ status: "SUCCEEDED" });
      expect(await ending(laptop, second)).toMatchObject({ status: "SUCCEEDED" });
      expect((await run(laptop, "r2"))?.release).toMatchObject({ stable: "blue" });
    }));

  test("and what ran before does not become healthy any more, then the traffic stays where it is, and that is said", () => {
    let spoilt = false;
    // Every task that starts from then on.
    const imageFor: typeof standingImage = (repository) => {
      const image = standingImage(repository);
      const annotations = { "dev.signalbox.behaviour": "unhealthy" };
      return (
        image && {
          ...image,
          create: (setting) => image.create(spoilt ? { ...setting, annotations } : setting),
        }
      );
    };
    return onLaptop({ policy: { ...policy, healthySeconds: 60 }, imageFor }, async (laptop) => {
      await released(laptop, "r1", "v2");
      spoilt = true;
      const end = await ending(laptop, await goBack(laptop, "b1"));
      expect(end).toMatchObject({ error: "Release.RolledBack" });
      expect(end.cause).toContain("Release.TargetsUnhealthy");
      expect(await weights(laptop)).toEqual({ blue: 0, green: 100 });
      expect(await standing(laptop)).toMatchObject({ promotion: { run: "r1", previous: {} } });
    });
  });
});

describe("a way back is refused, and nothing is done,", () => {
  const refused = async (laptop: Laptop, name: string) => {
    const before = await weights(laptop);
    const { error, cause } = await ending(laptop, await goBack(laptop, name));
    expect(await weights(laptop)).toEqual(before);
    return { error, cause };
  };

  test("where no release was promoted", () =>
    onLaptop({ policy }, async (laptop) => {
      expect(await refused(laptop, "b1")).toMatchObject({ error: "Release.NothingToGoBackTo" });
    }));

  test("after a way back: it would lead to the version that a person had to leave", () =>
    onLaptop({ policy }, async (laptop) => {
      await released(laptop, "r1", "v2");
      await ending(laptop, await goBack(laptop, "b1"));
      expect(await refused(laptop, "b2")).toMatchObject({
        error: "Release.NothingToGoBackTo",
        cause: expect.stringContaining("release b1 was itself a way back"),
      });
    }));

  test("when it is too late", () =>
    onLaptop(
      {
        policy: { ...policy, wayBackHours: 1, acceptableRate: 0.3, acceptableSlowRate: 0.3 },
        requestsPerSecond: 2,
      },
      async (laptop) => {
        await released(laptop, "r1", "v2");
        await laptop.clock.sleep(3_600_000);
        expect(await refused(laptop, "b1")).toMatchObject({ error: "Release.TooLateToGoBack" });
      },
    ));

  test("when somebody has changed what stands", () =>
    onLaptop({ policy }, async (laptop) => {
      await released(laptop, "r1", "v2");
      const { group, service } = laptop;
      const input = { cluster: group.cluster, service: service.sides.blue.service, desiredCount: 1 };
      await laptop.world.call("ecs", "UpdateService", input, person);
      expect(await refused(laptop, "b1")).toMatchObject({ error: "Release.Drifted" });
    }));

  test("when what ran before is deregistered", () =>
    onLaptop({ policy }, async (laptop) => {
      await released(laptop, "r1", "v2");
      const taskDefinition = (await standing(laptop))?.promotion?.previous?.taskDefinitions["open-webui"];
      await laptop.world.call("ecs", "DeregisterTaskDefinition", { taskDefinition }, person);
      expect(await refused(laptop, "b1")).toMatchObject({
        error: "Release.NothingToGoBackTo",
        cause: expect.stringContaining("which is deregistered"),
      });
    }));

  test("while the old side is kept, since an abort goes back at once", () =>
    onLaptop({ policy: { ...policy, holdSeconds: 600 } }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const first = await ask(laptop, "r1", "v2");
      await reached(laptop, "r1", "holding");
      expect(await refused(laptop, "b1")).toMatchObject({
        error: "Release.Locked",
        cause: "release r1 is holding; while it keeps the old side, its abort is the way back",
      });
      await decide(laptop, "abort", "r1");
      expect((await ending(laptop, first)).cause).toContain("Release.Aborted");
    }));
});

test("Given a release that was aborted after a promoted one, when a person goes back, then it is the promoted one that is undone", () =>
  onLaptop({ policy: { ...policy, holdSeconds: 600 } }, async (laptop) => {
    await released(laptop, "r1", "v2");
    await pushQuietly(laptop, "v3");
    // Once before its promotion, and once after it.
    for (const [name, phase] of [
      ["r2", "baking"],
      ["r3", "holding"],
    ] as const) {
      const second = await ask(laptop, name, "v3");
      await reached(laptop, name, phase);
      await decide(laptop, "abort", name);
      expect((await ending(laptop, second)).cause).toContain("Release.Aborted");
      expect(await standing(laptop)).toMatchObject({ promotion: { run: "r1", image: { tag: "v2" } } });
    }
    expect(await ending(laptop, await goBack(laptop, "b1"))).toMatchObject({ status: "SUCCEEDED" });
    expect(await services(laptop)).toMatchObject({ blue: { desiredCount: 3, taskDefinition: revision(1) } });
  }));
