import type { AnyWorkflow } from "@signalbox/functions/step";
import { releaseCanary } from "@signalbox/functions/workflows/release-canary/workflow";
import { readPlatform } from "@signalbox/local/deploy/document";
import { publicUrl } from "@signalbox/local/deploy/public-url";
import type { Route } from "@signalbox/local/images/application";
import { imageFor as standing } from "@signalbox/local/images/catalogue";
import { DoubleContainer } from "@signalbox/local/images/container";
import { openWebUi } from "@signalbox/local/images/open-webui/application";
import { clientOf } from "@signalbox/local/traffic/client";
import { describe, expect, test } from "vitest";
import { type Laptop, onLaptop, region } from "./laptop.fixture.ts";
import { redeploy } from "./redeploy.fixture.ts";
import { acts, decide, ending, pushQuietly, reached, run, start } from "./release.fixture.ts";

/** Answers at once, and generates for so many minutes. */
const route = (minutes: number): Route => ({
  kind: "plain",
  firstByte: { median: 0.1, sigma: 0 },
  background: () => ({ chat: "chat", lasts: { median: minutes * 60, sigma: 0 } }),
  reply: () => ({ status: 200, contentType: "application/json", body: "{}" }),
});
const routes = new Map([
  ...openWebUi.routes,
  ["POST /half-an-hour", route(30)] as const,
  ["POST /for-hours", route(300)] as const,
]);
const imageFor: typeof standing = (repository) =>
  repository.endsWith("open-webui")
    ? { repository, create: (setting) => new DoubleContainer({ ...openWebUi, routes }, setting) }
    : standing(repository);

const policy = {
  ladder: [100],
  bakeSeconds: 60,
  holdSeconds: 0,
  drainSeconds: 60,
  generationSeconds: 3_600,
};
const patient = { policy, imageFor };
const hurried = { policy: { ...policy, generationSeconds: 600 }, imageFor };

/** Users ask for generations; each has been answered when it resolves. */
async function generate({ world, clock }: Laptop, path: "/half-an-hour" | "/for-hours", count: number) {
  const client = clientOf(world.plane, publicUrl(world.plane, readPlatform("development")), clock);
  for (let number = 0; number < count; number++)
    client.send({ kind: "chat", method: "POST", path, headers: {}, body: "" }, () => {});
  await clock.sleep(5_000);
}

/** What stands in the cache: what runs, and what was killed. */
const standingIn = ({ world }: Laptop): number =>
  world.plane.caches?.hashesOf(region).entries("open-webui:tasks").length ?? -1;

/** The newest sentence of the journal about the drain, and the seconds between the promotion or the way back and it. */
async function drainOf(laptop: Laptop, name: string) {
  const journal = await acts(laptop, name);
  const drained = journal.findLast(({ text }) => text.startsWith("drained: "));
  const left = journal.findLast(({ text }) => /^promoted: |^all traffic goes back/.test(text));
  return {
    text: drained?.text,
    seconds: (Date.parse(drained?.at ?? "") - Date.parse(left?.at ?? "")) / 1000,
  };
}

/** A release whose users ask for generations just before the traffic leaves. */
async function released(laptop: Laptop, path: "/half-an-hour" | "/for-hours", count: number): Promise<void> {
  await pushQuietly(laptop, "v2");
  const arn = await start(laptop, "r1", {});
  await reached(laptop, "r1", "starting");
  await generate(laptop, path, count);
  expect(standingIn(laptop)).toBe(count);
  expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
}

describe("generations that run for half an hour when the traffic leaves their side", () => {
  async function drained(changed: AnyWorkflow) {
    let seen = { left: -1, text: "" as string | undefined, seconds: -1 };
    await onLaptop(patient, async (laptop) => {
      await redeploy(laptop, changed);
      await released(laptop, "/half-an-hour", 3);
      await laptop.traffic.stop();
      await laptop.clock.sleep(1_800_000);
      seen = { left: standingIn(laptop), ...(await drainOf(laptop, "r1")) };
    });
    return seen;
  }

  test("outlive their connections, hold the drain, and end: none is cut", async () => {
    const { left, text, seconds } = await drained(releaseCanary);
    expect(left).toBe(0);
    expect(text).toContain("3 generations that ran when it left have ended");
    expect(seconds).toBeGreaterThan(600);
    expect(seconds).toBeLessThan(1_800);
  });

  test("are cut by a release that drains by requests alone", async () => {
    const steps = releaseCanary.steps.map((step) =>
      step.name === "Drain"
        ? {
            ...step,
            run: (input: never, context: Parameters<typeof step.run>[1]) => {
              const groups = context.platform.groups.map(({ generationKeys: _, ...group }) => group);
              return step.run(input, { ...context, platform: { ...context.platform, groups } });
            },
          }
        : step,
    );
    const { left, seconds } = await drained({ ...releaseCanary, steps });
    expect(left).toBe(3);
    expect(seconds).toBeLessThan(300);
  });
});

test("Given a generation that began after the shift, then it does not hold the drain", () =>
  onLaptop(patient, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "draining");
    await laptop.clock.sleep(90_000);
    await generate(laptop, "/for-hours", 1);
    expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
    const { text, seconds } = await drainOf(laptop, "r1");
    expect(text).toContain("no generation ran when it left");
    expect(seconds).toBeLessThan(300);
    expect(standingIn(laptop)).toBe(1);
  }));

test("Given generations that run past the deadline, then the report names them, and the next release does not wait for what was killed", () =>
  onLaptop(hurried, async (laptop) => {
    await released(laptop, "/for-hours", 2);
    const { report } = (await run(laptop, "r1")) ?? {};
    const [said] = report?.acts.filter(({ text }) => text.includes("generation")) ?? [];
    expect(said?.text).toMatch(
      /; 2 generations were still running after 6\d\d s: [0-9a-f-]{36}, [0-9a-f-]{36}$/,
    );
    await laptop.clock.sleep(600_000);
    expect(standingIn(laptop)).toBe(2);
    await pushQuietly(laptop, "v3");
    const image = { repository: laptop.group.repository, tag: "v3" };
    expect(await ending(laptop, await start(laptop, "r2", { image }))).toMatchObject({ status: "SUCCEEDED" });
    const next = await drainOf(laptop, "r2");
    expect(next.text).toContain("no generation ran when it left");
    expect(next.seconds).toBeLessThan(300);
  }));

test("Given a cache that cannot be reached, then the drain takes its whole time and says why nobody knows", () =>
  onLaptop(hurried, async (laptop) => {
    await laptop.world.plane.caches?.close(region);
    await pushQuietly(laptop, "v2");
    expect(await ending(laptop, await start(laptop, "r1", {}))).toMatchObject({ status: "SUCCEEDED" });
    const { text, seconds } = await drainOf(laptop, "r1");
    expect(text).toMatch(
      /generations unknown after 6\d\d s: the cache could not be asked: connect ECONNREFUSED/,
    );
    expect(seconds).toBeGreaterThanOrEqual(600);
    expect(seconds).toBeLessThan(630);
  }));

test("Given an abort in the drain, then the candidate is kept for what it has begun to generate", () =>
  onLaptop(patient, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "draining");
    await generate(laptop, "/half-an-hour", 2);
    await decide(laptop, "abort", "r1");
    expect(await ending(laptop, arn)).toMatchObject({ error: "Release.RolledBack" });
    const { text, seconds } = await drainOf(laptop, "r1");
    expect(text).toContain("2 generations that ran when it left have ended");
    expect(seconds).toBeGreaterThan(1_500);
    expect(standingIn(laptop)).toBe(0);
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));
