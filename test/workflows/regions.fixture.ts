import { arns } from "@signalbox/core/platform/arns";
import type { CanaryGroup, Platform } from "@signalbox/core/platform/platform";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import type { WavesRequest } from "@signalbox/core/release/set/request";
import { readSet } from "@signalbox/functions/aws/release-set";
import { createCloud } from "@signalbox/local/cloud";
import { bringUp } from "@signalbox/local/deploy/bring-up";
import { PlatformDocument, readPlatform } from "@signalbox/local/deploy/document";
import { platformIn } from "@signalbox/local/deploy/platform-in";
import { publicPaths } from "@signalbox/local/deploy/public-paths";
import { publicUrls } from "@signalbox/local/deploy/public-url";
import type { Guard } from "@signalbox/local/gate/gate";
import { imageFor } from "@signalbox/local/images/catalogue";
import { imageManifest } from "@signalbox/local/images/manifest";
import { clientOf } from "@signalbox/local/traffic/client";
import { traffic } from "@signalbox/local/traffic/traffic";
import { virtualClock, type WorldClock } from "@signalbox/local/world/clock";
import { modelDatabases } from "@signalbox/local/world/database/model/plane";
import { modelPlane } from "@signalbox/local/world/plane/model/plane";
import { random } from "@signalbox/local/world/random";
import type { World } from "@signalbox/local/world/world";
import type { z } from "zod";
import { type AnyLaptop, type Laptop, names } from "./laptop.fixture.ts";
import { type Behaviour, run, type Upgrade } from "./release.fixture.ts";
import { quick, sparse } from "./release-together.fixture.ts";
import { withoutUpgrades } from "./without-upgrades.fixture.ts";

/** Open WebUI in two regions, each with its users. */
export interface Regions {
  /** The primary, by whose region the helpers of other fixtures act. */
  readonly primary: Laptop;
  /** The other region; for what is read of its ledger. */
  readonly secondary: Laptop;
}

export interface RegionsSetting {
  readonly policy?: Partial<ReleasePolicy>;
  /** Whether the image owns the schema of the database that both share, so that the primary rehearses it first. */
  readonly upgrades?: true;
  guards?(clock: WorldClock): readonly Guard[];
}

/** Boots both regions and runs a scenario in virtual time; too few requests for a judge, so that a person promotes. */
export async function onRegions(
  { policy, upgrades, guards }: RegionsSetting,
  scenario: (regions: Regions) => Promise<void>,
): Promise<void> {
  const clock = virtualClock();
  const modelled = modelDatabases(clock);
  // Clusters that are there in seconds: looks at what takes minutes are all the same.
  const databases = upgrades ? { ...modelled, kind: "postgres" as const } : modelled;
  const plane = modelPlane({
    clock,
    random: random(7).fork("plane"),
    imageFor,
    ...(upgrades && { databases }),
  });
  const document = upgrades ? underTheirNames() : withoutUpgrades(underTheirNames());
  const { account, regions } = document;
  const setting = { clock, seed: 7, plane, databases, account, regions };
  await clock.run(
    (async () => {
      const cloud = createCloud(setting, [...(guards?.(clock) ?? [])]);
      const { world } = cloud;
      await clock.hurry(bringUp(cloud, { document, policy: { ...quick, ...sparse.policy, ...policy } }));
      const laptops: Laptop[] = [];
      for (const { region, url } of publicUrls(plane, document)) {
        const load = traffic({
          clock,
          random: world.random,
          client: clientOf(plane, url, clock),
          requestsPerSecond: sparse.requestsPerSecond,
          paths: publicPaths(document),
        });
        load.start();
        const platform = await platformIn(world, region, names.platformParameters);
        const [group] = platform.groups.filter((each): each is CanaryGroup => each.strategy === "canary");
        const service = group?.services[0];
        if (!group || !service) throw new Error(`nothing is released by canary in ${region}`);
        const roleArn = arns.role(platform, names.role(region, "release"));
        const reader = cloud.clientsOf({ roleArn, region, session: "reader" });
        laptops.push({ clock, cloud, world, platform, group, service, traffic: load, reader, calls: [] });
      }
      const [primary, secondary] = laptops;
      if (!primary || !secondary) throw new Error("the platform stands in one region");
      try {
        await scenario({ primary, secondary });
      } finally {
        for (const { traffic: load } of laptops) await load.stop();
        await cloud.stop();
      }
    })(),
  );
}

/** The platform of two regions with development's names; no backups run meanwhile. */
function underTheirNames(): PlatformDocument {
  const text = JSON.stringify(readPlatform("two-regions")).replaceAll("two-regions", "development");
  const { entries, ...document } = PlatformDocument.parse(JSON.parse(text));
  const unscheduled = entries.filter(({ call }) => call?.operation !== "CreateSchedule");
  return { ...document, entries: unscheduled };
}

export const inRegion = ({ region }: Pick<Platform, "region">) =>
  ({ region, principal: { kind: "person" } }) as const;

/** Pushes v2 to the primary, from where it is replicated, while nobody listens. */
export async function pushToBoth(
  { primary }: Regions,
  behaviour: Behaviour = "good",
  { version = "v2", upgrade }: { readonly version?: string; readonly upgrade?: Upgrade } = {},
): Promise<void> {
  const { world, platform, group, clock } = primary;
  const Name = names.deployed("release-ecr-push");
  const caller = inRegion(platform);
  await world.call("events", "DisableRule", { Name }, caller);
  const manifest = imageManifest({ behaviour, version, upgrade });
  const image = { repositoryName: group.repository, imageTag: version, imageManifest: manifest };
  await world.call("ecr", "PutImage", image, caller);
  await clock.sleep(10_000);
  await world.call("events", "EnableRule", { Name }, caller);
}

/** Asks for v2 in both regions; answers the execution's ARN. */
export async function releaseWaves(
  { primary }: Regions,
  request: Partial<z.input<typeof WavesRequest>> = {},
  name = "w1",
): Promise<string> {
  const { world, platform, group } = primary;
  const input = {
    requestedBy: "ada",
    group: group.name,
    image: { repository: group.repository, tag: "v2" },
    betweenSeconds: 300,
    ...request,
  };
  const stateMachineArn = arns.stateMachine(platform, names.deployed("release-waves"));
  const asked = { stateMachineArn, name, input: JSON.stringify(input) };
  const { executionArn = "" } = await world.call("states", "StartExecution", asked, inRegion(platform));
  return executionArn;
}

/** Percent of the users of a region whom green serves. */
export async function greenShare(laptop: Laptop): Promise<number> {
  const { world, platform, service } = laptop;
  const RuleArns = [...service.listenerRuleArns];
  const { Rules = [] } = await callIn(world, platform, RuleArns);
  const groups = Rules[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
  return (
    groups.find(({ TargetGroupArn }) => TargetGroupArn === service.sides.green.targetGroupArn)?.Weight ?? -1
  );
}

const callIn = (world: World, platform: Platform, RuleArns: string[]) =>
  world.call("elasticloadbalancing", "DescribeRules", { RuleArns }, inRegion(platform));

/** Waits for the release of a later wave; `reached` has no patience with one that does not begin. */
export async function begins(laptop: AnyLaptop, name: string): Promise<void> {
  const limit = laptop.clock.now() + 86_400_000;
  while (!(await run(laptop, name))) {
    if (laptop.clock.now() > limit) throw new Error(`${name} never begins`);
    await laptop.clock.sleep(5_000);
  }
}

/** A person in each region: promotes whatever waits for one there, until the set has ended. */
export function promoteEverywhere({ primary, secondary }: Regions, set = "w1"): void {
  const { world, clock, reader, platform } = primary;
  world.background("people", async () => {
    while (!(await readSet({ aws: reader, platform }, set))?.report) {
      await clock.sleep(5_000);
      for (const laptop of [primary, secondary]) {
        const name = `${set}-${laptop.platform.region}`;
        if ((await run(laptop, name))?.phase === "waiting-for-person")
          await decideIn(laptop, "promote", name);
      }
    }
  });
}

/** A decision by the function of the region in which the release runs. */
export async function decideIn(
  { world, platform }: AnyLaptop,
  action: "abort" | "promote",
  release: string,
): Promise<unknown> {
  const request = { release, action, reason: "for the test", by: "bob" };
  const Payload = new TextEncoder().encode(JSON.stringify(request));
  const invoked = { FunctionName: names.deployed("decide"), Payload };
  const answer = await world.call("lambda", "Invoke", invoked, inRegion(platform));
  return JSON.parse(answer.Payload?.transformToString() ?? "null");
}
