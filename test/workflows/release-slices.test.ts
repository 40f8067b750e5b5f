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
import { type Laptop, onLaptop, person } from "./laptop.fixture.ts";
import { redeploy } from "./redeploy.fixture.ts";
import { acts, ending, pushQuietly, reached, start } from "./release.fixture.ts";

/** A WebSocket that nobody closes. */
const socket: Route = {
  kind: "stream",
  firstByte: { median: 0.1, sigma: 0 },
  stream: { median: 100_000, sigma: 0 },
  reply: () => ({ status: 200, contentType: "text/event-stream", body: [] }),
};
const routes = new Map([...openWebUi.routes, ["POST /socket", socket] as const]);
const imageFor: typeof standing = (repository) =>
  repository.endsWith("open-webui")
    ? { repository, create: (setting) => new DoubleContainer({ ...openWebUi, routes }, setting) }
    : standing(repository);
const policy = { ladder: [100], bakeSeconds: 60, holdSeconds: 0, drainSeconds: 60 };
const sockets = 60;

/** Six tasks serve. */
async function scaleOut({ world, clock, group, service }: Laptop): Promise<void> {
  const { cluster } = group;
  await world.call(
    "ecs",
    "UpdateService",
    { cluster, service: service.sides.blue.service, desiredCount: 6 },
    person,
  );
  await clock.sleep(300_000);
}

/** Holds sockets open on the side that leaves; answers when each of them broke, in milliseconds. */
function hold({ world, clock }: Laptop): number[] {
  const client = clientOf(world.plane, publicUrl(world.plane, readPlatform("development")), clock);
  const broken: number[] = [];
  for (let number = 0; number < sockets; number++)
    client.send({ kind: "chat", method: "POST", path: "/socket", headers: {}, body: "" }, () =>
      broken.push(clock.now()),
    );
  return broken;
}

/** The most sockets that broke within 20 s, in a release of a side of six tasks; and what it said of its scale-in. */
async function scaledIn(changed: AnyWorkflow): Promise<{ most: number; said: string[] }> {
  let most = -1;
  let said: string[] = [];
  await onLaptop({ policy, imageFor }, async (laptop) => {
    await redeploy(laptop, changed);
    await scaleOut(laptop);
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "starting");
    const broken = hold(laptop);
    expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
    await laptop.traffic.stop();
    await laptop.clock.sleep(600_000);
    expect(broken).toHaveLength(sockets);
    most = Math.max(
      ...broken.map((at) => broken.filter((other) => other >= at && other < at + 20_000).length),
    );
    said = (await acts(laptop, "r1")).flatMap(({ text }) => (text.startsWith("scaled in") ? [text] : []));
  });
  return { most, said };
}

describe("sixty sockets on a side of six tasks that leaves", () => {
  test("break over minutes, a task's at a time: the side is scaled in by slices", async () => {
    const { most, said } = await scaledIn(releaseCanary);
    expect(most).toBeLessThanOrEqual(sockets / 4);
    expect(said).toEqual([5, 4, 3, 2, 1, 0].map((left) => `scaled in to ${left}: open-webui-blue`));
  });

  test("break all at once where the side is scaled in at once", async () => {
    const steps = releaseCanary.steps.map((step) =>
      step.name === "ScaleIn"
        ? {
            ...step,
            run: (input: never, context: Parameters<typeof step.run>[1]) => {
              const whole: object = { ...(input as object), slicing: { counts: {}, taken: 0 } };
              return step.run(whole as never, context);
            },
          }
        : step,
    );
    const { most, said } = await scaledIn({ ...releaseCanary, steps });
    expect(most).toBe(sockets);
    expect(said).toEqual(["scaled in to 0: open-webui-blue"]);
  });
});
