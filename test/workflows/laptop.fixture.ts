import { keeperName } from "@signalbox/core/failover/keeper-variables";
import { arns } from "@signalbox/core/platform/arns";
import type { CanaryGroup, Platform, ReleaseGroup } from "@signalbox/core/platform/platform";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import type { Clients } from "@signalbox/functions/aws/clients";
import { type Cloud, createCloud } from "@signalbox/local/cloud";
import { bringUp } from "@signalbox/local/deploy/bring-up";
import { names } from "@signalbox/local/deploy/development.fixture";
import { PlatformDocument, readPlatform } from "@signalbox/local/deploy/document";
import { publicPaths } from "@signalbox/local/deploy/public-paths";
import { publicUrl } from "@signalbox/local/deploy/public-url";
import { withoutUpgrades } from "@signalbox/local/deploy/without-upgrades";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import { imageFor as standing } from "@signalbox/local/images/catalogue";
import { clientOf } from "@signalbox/local/traffic/client";
import { type Traffic, traffic } from "@signalbox/local/traffic/traffic";
import { realClock, virtualClock, type WorldClock } from "@signalbox/local/world/clock";
import { modelDatabases } from "@signalbox/local/world/database/model/plane";
import { httpPlane } from "@signalbox/local/world/plane/http/plane";
import { modelPlane } from "@signalbox/local/world/plane/model/plane";
import { random } from "@signalbox/local/world/random";
import type { World } from "@signalbox/local/world/world";
import { z } from "zod";
import { spying } from "./spy.fixture.ts";

export const region = "us-east-1";
export const person = { region, principal: { kind: "person" } } as const;

export { names };

const account = "123456789012";
/** The name of a workflow's role. */
export const roleOf = (workflow: string): string => names.role(region, workflow);
/** The revision of a service's task definition, as a fixture reads it. */
export const revision = (number: number, service = "open-webui"): string =>
  `${names.taskFamily(service)}:${number}`;
/** The machines that a canary runs on: the one that is asked for it, then its strategy's. */
export const releaseWorkflows = ["release", "release-canary"] as const;
/** Whether a call was made by the Lambda of a release, whatever its strategy. */
export const isByRelease = ({ context: { principal } }: Call): boolean =>
  principal.kind === "role" &&
  ["release", "release-canary", "release-blue-green", "release-rolling", "release-maintenance-cutover"].some(
    (name) => principal.arn.endsWith(`/${roleOf(name)}`),
  );
export const releaseMachine = arns.stateMachine({ region, account }, names.deployed("release"));

export interface Setting {
  readonly policy?: Partial<ReleasePolicy>;
  /** Of all chance in the world; always the same unless said. */
  readonly seed?: number;
  /** 20 a second unless said: enough for a verdict in five minutes at 10 %. */
  readonly requestsPerSecond?: number;
  /** How long stable serves before the scenario; five minutes unless said. */
  readonly warmUpSeconds?: number;
  /**
   * Whether the doubles write what they are asked into the databases that they connect to, and all is backed up by schedule:
   * beside a release that takes an eighth of the time and changes nothing.
   */
  readonly databases?: true;
  /** Whether the group's image owns the database's schema, so that each release is rehearsed first; wants `databases`. */
  readonly upgrades?: true;
  /** What stands for the images; the laptop's doubles unless said. */
  readonly imageFor?: typeof standing;
  /** Seconds of the world in a real one, over real HTTP; virtual time and modelled traffic unless said. */
  readonly factor?: number;
  /** Stand before the services and see, change or refuse calls. A method, so that tests in virtual time may ask for its clock. */
  guards?(clock: WorldClock): readonly Guard[];
}

type Strategy = ReleaseGroup["strategy"];
type GroupOf<S extends Strategy> = Extract<ReleaseGroup, { readonly strategy: S }>;

/** A group of one of the laptop's platforms. */
export interface Place<S extends Strategy> {
  readonly config: string;
  readonly group: string;
  readonly strategy: S;
  /** What is deployed otherwise than the stacks have it. */
  readonly change?: (document: PlatformDocument) => PlatformDocument;
}

const openWebui = { config: "development", group: "open-webui", strategy: "canary" } as const;

/** The laptop's platform with all workflows deployed, under traffic. */
export interface Laptop<Group extends ReleaseGroup = CanaryGroup> {
  readonly clock: WorldClock;
  readonly cloud: Cloud;
  readonly world: World;
  readonly platform: Platform;
  /** The group that the tests release. */
  readonly group: Group;
  /** Its first service, in most tests the only one. */
  readonly service: Group["services"][number];
  readonly traffic: Traffic;
  /** Reads the ledger as the release's own role does. */
  readonly reader: Clients;
  /** Every call that was let through to a service, oldest first. */
  readonly calls: Call[];
}

/** Whatever the strategy of its group. */
export type AnyLaptop = Laptop<ReleaseGroup>;

/** Boots a laptop with some minutes of traffic behind it, runs a scenario, in virtual time unless said, and stops it. */
export const onLaptop = (setting: Setting, scenario: (laptop: Laptop) => Promise<void>): Promise<void> =>
  onPlatform(openWebui, setting, scenario);

/** The same of another platform, and of another group. */
export async function onPlatform<S extends Strategy>(
  place: Place<S>,
  setting: Setting,
  scenario: (laptop: Laptop<GroupOf<S>>) => Promise<void>,
): Promise<void> {
  const virtual = virtualClock();
  const clock: WorldClock = setting.factor === undefined ? virtual : realClock(setting.factor);
  const seed = setting.seed ?? 7;
  const imageFor = setting.imageFor ?? standing;
  const planeFor = setting.factor === undefined ? modelPlane : httpPlane;
  const modelled = modelDatabases(clock);
  // Clusters that are there in seconds: looks at what takes minutes are all the same.
  const databases = setting.upgrades ? { ...modelled, kind: "postgres" as const } : modelled;
  const plane = planeFor({
    clock,
    random: random(seed).fork("plane"),
    imageFor,
    ...(setting.databases && { databases }),
  });
  const wired = wiredFor(place.config, setting);
  const document = place.change?.(wired) ?? wired;
  const { spy, calls } = spying();
  const played = async (): Promise<void> => {
    const cloud = createCloud({ clock, seed, plane, account, databases, regions: document.regions }, [
      ...(setting.guards?.(clock) ?? []),
      spy,
    ]);
    const { world } = cloud;
    const { platform } = await clock.hurry(bringUp(cloud, { document, policy: setting.policy ?? {} }));
    const group = platform.groups.find(({ name }) => name === place.group);
    if (!group || !isOf(place.strategy, group))
      throw new Error(`${place.group} is not released by ${place.strategy}`);
    const url = publicUrl(plane, document);
    const requestsPerSecond = setting.requestsPerSecond ?? 20;
    const load = traffic({
      clock,
      random: world.random,
      client: clientOf(plane, url, clock),
      requestsPerSecond,
      paths: publicPaths(document),
    });
    load.start();
    await clock.hurry(clock.sleep((setting.warmUpSeconds ?? 300) * 1000));
    const roleArn = arns.role(platform, roleOf("release"));
    const reader = cloud.clientsOf({ roleArn, region, session: "reader" });
    try {
      await scenario({
        clock,
        cloud,
        world,
        platform,
        group,
        // The services of a union of groups are not known to be those of this one.
        service: group.services[0] as GroupOf<S>["services"][number],
        traffic: load,
        reader,
        calls,
      });
    } finally {
      await load.stop();
      await cloud.stop();
    }
  };
  await (clock === virtual ? virtual.run(played()) : played());
}

const isOf = <S extends Strategy>(strategy: S, group: ReleaseGroup): group is GroupOf<S> =>
  group.strategy === strategy;

const wiredDocuments = new Map<string, PlatformDocument>();

/** A platform with as much of it as the setting wants. Made once, since laptops are booted thousands of times. */
function wiredFor(config: string, { databases, upgrades }: Setting): PlatformDocument {
  const key = `${config} ${databases} ${upgrades}`;
  const known = wiredDocuments.get(key);
  if (known) return known;
  const named = underTheseNames(config);
  const scheduled = databases && !upgrades ? named : withoutSchedules(named);
  const wired = upgrades ? scheduled : withoutUpgrades(scheduled);
  wiredDocuments.set(key, wired);
  return wired;
}

export const withoutSchedules = ({ entries, ...document }: PlatformDocument): PlatformDocument => ({
  ...document,
  entries: entries.filter(({ call }) => call?.operation !== "CreateSchedule"),
});

/**
 * The primary region of a platform document, with development's names, by which the tests know roles, machines and functions:
 * what stands in the other regions would only take time.
 */
function underTheseNames(config: string): PlatformDocument {
  const document = readPlatform(config);
  if (config === "development") return document;
  const text = JSON.stringify(document).replaceAll(config, "development");
  return primaryAlone(PlatformDocument.parse(JSON.parse(text)));
}

type Entry = PlatformDocument["entries"][number];

/** What a platform that stands in one region is told of the others. */
const withoutElsewhere = (entry: Entry): Entry =>
  typeof entry.call?.input.Value === "string"
    ? {
        ...entry,
        call: {
          ...entry.call,
          input: {
            ...entry.call.input,
            Value: entry.call.input.Value.replace(/,"elsewhere":\[[^\]]*\]/, ""),
          },
        },
      }
    : entry;

/** A lease is kept against other regions; alone, nobody would ever tell it that it holds. */
function withoutKeeper(entry: Entry): Entry {
  const { call } = entry;
  const containers = z.array(Container).safeParse(call?.input.containerDefinitions).data;
  if (!call || !containers?.some(({ name }) => name === keeperName)) return entry;
  const containerDefinitions = containers
    .filter(({ name }) => name !== keeperName)
    .map(({ dependsOn = [], ...container }) => ({
      ...container,
      dependsOn: dependsOn.filter(({ containerName }) => containerName !== keeperName),
    }));
  return { ...entry, call: { ...call, input: { ...call.input, containerDefinitions } } };
}

const Container = z.looseObject({
  name: z.string(),
  dependsOn: z.array(z.looseObject({ containerName: z.string() })).optional(),
});

export function primaryAlone({ regions, entries, ...rest }: PlatformDocument): PlatformDocument {
  const [primary = ""] = regions;
  // As scopes name what they create: UsEast1Balancer.
  const prefix = primary.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
  // Roles of the primary name the other regions' keys.
  const wanted = ({ id, call }: (typeof entries)[number]) =>
    call?.operation === "CreateKey" || (id.startsWith(prefix) && !id.endsWith("ParameterFailover"));
  const alone = entries.filter(wanted).map(withoutElsewhere).map(withoutKeeper);
  return { ...rest, regions: [primary], entries: alone };
}
