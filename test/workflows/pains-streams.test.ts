import { workflows } from "@signalbox/functions/registry";
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
import { type Laptop, onLaptop } from "./laptop.fixture.ts";
import { redeploy } from "./redeploy.fixture.ts";
import { ending, pushQuietly, reached, start } from "./release.fixture.ts";

const minutes = 12;
/** An answer of that many minutes. */
const long: Route = {
  kind: "stream",
  firstByte: { median: 0.1, sigma: 0 },
  stream: { median: minutes * 60, sigma: 0 },
  reply: () => ({ status: 200, contentType: "text/event-stream", body: [] }),
};
const routes = new Map([...openWebUi.routes, ["POST /long", long]]);
const imageFor: typeof standing = (repository) =>
  repository.endsWith("open-webui")
    ? { repository, create: (setting) => new DoubleContainer({ ...openWebUi, routes }, setting) }
    : standing(repository);

/** Opens answers that outlast a release's scale-in, and says later how many of them ended and how many were cut. */
function openLong({ world, clock }: Laptop): Record<"whole" | "cut", number> {
  const client = clientOf(world.plane, publicUrl(world.plane, readPlatform("development")), clock);
  const seen = { whole: 0, cut: 0 };
  for (let number = 0; number < 20; number++)
    client.send({ kind: "chat", method: "POST", path: "/long", headers: {}, body: "" }, (answer) => {
      if (answer.kind === "answered") seen.whole++;
      else seen.cut++;
    });
  return seen;
}

describe("answers that stream for twelve minutes when the traffic leaves their side", () => {
  const policy = { ladder: [100], bakeSeconds: 60, holdSeconds: 0, drainSeconds: 300 };

  async function streamed(changed: AnyWorkflow): Promise<Record<"whole" | "cut", number>> {
    let seen = { whole: 0, cut: 0 };
    await onLaptop({ policy, imageFor }, async (laptop) => {
      await redeploy(laptop, changed);
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "starting");
      seen = openLong(laptop);
      expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
      await laptop.clock.sleep(minutes * 60_000);
    });
    return seen;
  }

  test("are streamed to their end: the drain comes before the deregistration delay", async () => {
    expect(await streamed(releaseCanary)).toEqual({ whole: 20, cut: 0 });
  });

  test("are cut by a release that scales in as soon as it has promoted", async () => {
    const steps = releaseCanary.steps.map((step) =>
      step.name === "Drain" ? { ...step, run: async () => ({ done: true, waitSeconds: 3 }) } : step,
    );
    expect(await streamed({ ...releaseCanary, steps })).toEqual({ whole: 0, cut: 20 });
  });
});

test("no workflow that changes a service may stop a task: that sends SIGTERM before the load balancer knows", () => {
  const actionsOf = ({ steps }: (typeof workflows)[number]): string[] =>
    steps.flatMap(({ allow }) => allow.flatMap(({ actions }) => actions));
  const changing = workflows.map(actionsOf).filter((actions) => actions.includes("ecs:UpdateService"));
  expect(changing.length).toBeGreaterThan(3);
  for (const actions of changing) expect(actions).not.toContain("ecs:StopTask");
});
