import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import type { CanaryGroup, Platform } from "@signalbox/core/platform/platform";
import { type Booted, boot } from "@signalbox/local/boot";
import { platformNames, readPlatform } from "@signalbox/local/deploy/document";
import { platformIn } from "@signalbox/local/deploy/platform-in";
import { imageManifest } from "@signalbox/local/images/manifest";
import { virtualClock } from "@signalbox/local/world/clock";
import { expect, test } from "vitest";

const policy = { ladder: [50, 100], bakeSeconds: 120, drainSeconds: 5, holdSeconds: 5 };

/** The first group that users' requests reach and that is released by canary. */
const publicCanary = ({ groups }: Platform, balancer: string): CanaryGroup | undefined =>
  groups
    .filter((group) => group.strategy === "canary")
    .find(({ services }) => services[0]?.listenerRuleArns[0]?.includes(`/${balancer}/`));

/** Pushes a good image and answers how the release that follows has ended; where a push goes through a pipeline, a person asks for it. */
async function release({ world, platform }: Booted, { repository }: CanaryGroup) {
  const caller = { region: platform.region, principal: { kind: "person" } } as const;
  const image = {
    repositoryName: repository,
    imageTag: "next",
    imageManifest: imageManifest({ version: "next", behaviour: "good" }),
  };
  await world.call("ecr", "PutImage", image, caller);
  const stateMachineArn = arns.stateMachine(platform, namesOf(platform).deployed("release"));
  if (platform.pipeline) {
    const input = JSON.stringify({ image: { repository, tag: "next" }, requestedBy: "ada" });
    await world.call("states", "StartExecution", { stateMachineArn, input }, caller);
  }
  for (;;) {
    await world.clock.sleep(10_000);
    const { executions = [] } = await world.call("states", "ListExecutions", { stateMachineArn }, caller);
    const executionArn = executions[0]?.executionArn;
    if (executionArn === undefined) continue;
    const ended = await world.call("states", "DescribeExecution", { executionArn }, caller);
    if (ended.status !== "RUNNING") return ended;
  }
}

test.each(platformNames)(
  "Given the platform of %s as the stacks define it, when a good image is pushed, then it is promoted and no request is lost",
  async (config) => {
    const clock = virtualClock();
    await clock.run(
      (async () => {
        const booted = await boot({
          config,
          clock,
          port: 0,
          seed: 1,
          requestsPerSecond: 5,
          rehearsals: false,
          policy,
        });
        try {
          booted.traffic.start();
          await clock.sleep(120_000);
          const group = publicCanary(booted.platform, readPlatform(config).publicBalancer);
          expect(group).toBeDefined();
          const ended = group && (await release(booted, group));
          expect(ended).toMatchObject({ status: "SUCCEEDED" });
          expect(JSON.parse(ended?.output ?? "")).toMatchObject({ outcome: "promoted" });
          await booted.traffic.stop();
          const { sent, lost } = booted.traffic.ledger.snapshot();
          expect(sent).toBeGreaterThan(1_000);
          expect(lost).toBe(0);
        } finally {
          await booted.stop();
        }
      })(),
    );
  },
);

test("Given production, then each region's Lambdas find a platform of that region alone", async () => {
  const clock = virtualClock();
  await clock.run(
    (async () => {
      const config = "production";
      const booted = await boot({ config, clock, port: 0, seed: 1, requestsPerSecond: 1, policy });
      const { parameters } = readPlatform(config);
      for (const region of ["us-east-1", "eu-west-1", "ap-southeast-1"]) {
        const platform = await platformIn(booted.world, region, parameters);
        expect(platform.region).toBe(region);
        // Copies go to other regions; nothing else is there.
        const { copies = [], ...backup } = platform.backup ?? {};
        expect(copies.map((copy) => copy.region)).not.toContain(region);
        // A failover is told by name what it watches and leaves.
        const others =
          JSON.stringify({ ...platform, backup, failover: undefined }).match(
            /arn:aws:[a-z]+:(?!:)[a-z0-9-]*/g,
          ) ?? [];
        expect(new Set(others.map((arn) => arn.split(":")[3]))).toEqual(new Set([region]));
      }
      await booted.stop();
    })(),
  );
});
