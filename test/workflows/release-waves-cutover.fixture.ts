import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { arns } from "@signalbox/core/platform/arns";
import type { SetPlan } from "@signalbox/core/release/set/plan";
import { Cutover } from "@signalbox/core/upgrade/outage";
import { markOpened, readSet } from "@signalbox/functions/aws/release-set";
import type { Guard } from "@signalbox/local/gate/gate";
import { type Laptop, names } from "./laptop.fixture.ts";
import {
  greenShare,
  inRegion,
  onRegions,
  promoteEverywhere,
  pushToBoth,
  type Regions,
  releaseWaves,
} from "./regions.fixture.ts";
import { type Behaviour, ending, item, reached, run, type Upgrade } from "./release.fixture.ts";

interface Setting {
  readonly upgrade?: Upgrade;
  readonly behaviour?: Behaviour;
  /** Whether a person forces the cutover, and two chats get one title once users are kept out. */
  readonly forced?: true;
  readonly guards?: readonly Guard[];
}

type Everywhere = ReturnType<typeof everywhere>;

const version = "v0.12.0";
const force = {
  force: { strategy: "maintenance-cutover", reason: "writes must not wait for it" },
} as const;
const releases = ["w1-us-east-1", "w1-eu-west-1"] as const;

/** Two regions whose database the image migrates, before the waves. */
export async function onEverywhere(
  setting: Setting,
  scenario: (all: Everywhere) => Promise<void>,
): Promise<void> {
  const migrations: number[][] = [];
  let regions: Regions | undefined;
  // The one migration that is not on a clone.
  const spy: Guard = async (call, next) => {
    if (regions && call.operation === "RunTask" && JSON.stringify(call.input).includes('-live"'))
      migrations.push(await Promise.all(bothOf(regions).map(tasks)));
    return await next(call);
  };
  const guards = () => [...(setting.guards ?? []), spy];
  await onRegions({ upgrades: true, policy: { healthySeconds: 120 }, guards }, async (booted) => {
    regions = booted;
    await pushToBoth(booted, setting.behaviour ?? "good", {
      version,
      upgrade: setting.upgrade ?? "breaking",
    });
    await scenario(everywhere(booted, setting, migrations));
  });
}

const bothOf = ({ primary, secondary }: Regions) => [primary, secondary] as const;

async function running({ world, group, service, platform }: Laptop, side: "blue" | "green"): Promise<number> {
  const asked = { cluster: group.cluster, services: [service.sides[side].service] };
  const { services = [] } = await world.call("ecs", "DescribeServices", asked, inRegion(platform));
  return services[0]?.runningCount ?? -1;
}

/** Of either version. */
const tasks = async (laptop: Laptop): Promise<number> =>
  (await running(laptop, "blue")) + (await running(laptop, "green"));

/** How many rules of a region's maintenance page match anything. */
async function page({ world, platform }: Laptop): Promise<number> {
  const RuleArns = Object.values(platform.maintenance ?? {});
  const { Rules = [] } = await world.call(
    "elasticloadbalancing",
    "DescribeRules",
    { RuleArns },
    inRegion(platform),
  );
  return Rules.filter(({ Conditions }) => Conditions?.[0]?.Field === "path-pattern").length;
}

function everywhere(regions: Regions, { forced }: Setting, migrations: readonly (readonly number[])[]) {
  const { primary } = regions;
  const { world, clock, platform, reader, group } = primary;
  const both = bothOf(regions).map((laptop, index) => ({ laptop, name: releases[index] ?? "" }));
  const asked = { image: { repository: group.repository, tag: version }, ...(forced && force) };
  const ofEach = <T>(read: (laptop: Laptop, name: string) => Promise<T>) =>
    Promise.all(both.map(({ laptop, name }) => read(laptop, name)));
  const retitle = async (which: "each" | "twice"): Promise<void> => {
    const parameter = { Name: names.connection("database-host") };
    const host = (await world.call("ssm", "GetParameter", parameter, inRegion(platform))).Parameter?.Value;
    const database = world.databases.at(host ?? "");
    const rows = (await database?.rows("chat")) ?? [];
    await database?.transact(
      rows.map(({ id = null }, index) => ({
        kind: "update",
        table: "chat",
        key: id,
        row: { title: which === "twice" && index < 2 ? "twice" : `chat ${id}` },
      })),
    );
    if (rows.length < 2) throw new Error("too few users have chatted");
  };
  return {
    clock,
    migrations,
    /** Asks for it, and answers how it ended. */
    release: async () => {
      if (forced) {
        await clock.sleep(900_000);
        for (const laptop of bothOf(regions)) await laptop.traffic.stop();
        await retitle("each");
      }
      const execution = await releaseWaves(regions, asked);
      promoteEverywhere(regions);
      if (forced) {
        await reached(primary, releases[0], "rehearsed");
        await retitle("twice");
      }
      return await ending(primary, execution);
    },
    /** The same until users are kept out. */
    begin: async () => {
      await releaseWaves(regions, asked);
      await reached(primary, releases[0], "maintenance");
    },
    /** The same until it is migrated. */
    migrate: async () => {
      await releaseWaves(regions, asked);
      while (migrations.length === 0) await clock.sleep(5_000);
    },
    plan: async (): Promise<SetPlan> => {
      const planned = await ending(primary, await releaseWaves(regions, { ...asked, dryRun: true }, "w0"));
      return planned.output as SetPlan;
    },
    /** Stops the set's execution, and waits until each release has ended by itself. */
    stopSet: async () => {
      const executionArn = arns.execution(platform, names.deployed("release-waves"), "w1");
      await world.call("states", "StopExecution", { executionArn }, inRegion(platform));
      for (const { laptop, name } of both)
        while (!(await run(laptop, name))?.report) await clock.sleep(30_000);
    },
    /** What users of each region meet. */
    standing: () =>
      ofEach(async (laptop) => ({
        green: await greenShare(laptop),
        page: await page(laptop),
        old: await running(laptop, "blue"),
        new: await running(laptop, "green"),
      })),
    /** Whether a word about the stop of all regions is taken that comes after the other one. */
    takes: (word: string, unless: string) =>
      markOpened({ aws: reader, platform }, "w1", word, new Date(clock.now()).toISOString(), unless),
    report: async () => (await readSet({ aws: reader, platform }, "w1"))?.report,
    reports: () => ofEach(async (laptop, name) => (await run(laptop, name))?.report),
    phases: () => ofEach(async (laptop, name) => (await run(laptop, name))?.phase),
    /** When the page went up in each region, and when it went down; milliseconds since 1970. */
    outages: () =>
      ofEach(async (laptop, name) => {
        const { marks = [] } = (await item(laptop, ledgerKeys.cutover(name), Cutover)) ?? {};
        const at = (wanted: string) => marks.find(({ mark }) => mark === wanted)?.at;
        return { from: at("raised"), to: at("lowered") };
      }),
  };
}
