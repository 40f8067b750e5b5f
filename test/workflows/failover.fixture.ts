import { type FailoverChoice, FailoverRun } from "@signalbox/core/failover/run";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import type { Clients } from "@signalbox/functions/aws/clients";
import { failoverLedgerOf } from "@signalbox/functions/aws/epoch-tables";
import { putFirst, putItem, queryItems } from "@signalbox/functions/aws/ledger";
import { type Cloud, createCloud } from "@signalbox/local/cloud";
import { bringUp } from "@signalbox/local/deploy/bring-up";
import { type PlatformDocument, readPlatform } from "@signalbox/local/deploy/document";
import { publicPaths } from "@signalbox/local/deploy/public-paths";
import { publicUrls } from "@signalbox/local/deploy/public-url";
import type { Guard } from "@signalbox/local/gate/gate";
import { imageFor } from "@signalbox/local/images/catalogue";
import { clientOf } from "@signalbox/local/traffic/client";
import { traffic } from "@signalbox/local/traffic/traffic";
import { type VirtualClock, virtualClock, type WorldClock } from "@signalbox/local/world/clock";
import { modelDatabases } from "@signalbox/local/world/database/model/plane";
import { modelPlane } from "@signalbox/local/world/plane/model/plane";
import { random } from "@signalbox/local/world/random";
import type { World } from "@signalbox/local/world/world";
import { withoutUpgrades } from "./without-upgrades.fixture.ts";

export const names = namesOf({ name: "signalbox", stage: "three-regions" });
export const [home, standby, third, neutral] = [
  "us-east-1",
  "eu-west-1",
  "ap-southeast-1",
  "us-west-2",
] as const;
export const minute = 60_000;

export interface ThreeRegions {
  readonly cloud: Cloud;
  readonly world: World;
  readonly clock: VirtualClock;
  /** Clients of the failover's role in a region. */
  readonly clientsIn: (region: string) => Clients;
}

export interface Setting {
  readonly seed?: number;
  readonly requestsPerSecond?: number;
  readonly document?: PlatformDocument;
  guards?(clock: WorldClock): readonly Guard[];
}

/** What runs by the minute is what a failover needs; backups and the like stay out. */
const needed = ["observe", "write-canary"];

export function documentOf(): PlatformDocument {
  const { entries, ...document } = withoutUpgrades(readPlatform("three-regions"));
  return {
    ...document,
    entries: entries.filter(
      ({ call }) =>
        call?.operation !== "CreateSchedule" ||
        needed.some((name) => String(call.input.Name).startsWith(names.deployed(name))),
    ),
  };
}

/** Boots the platform in three regions with databases that follow one another, and runs a scenario in virtual time. */
export async function onThreeRegions(
  { seed = 7, requestsPerSecond = 0.5, document = documentOf(), guards }: Setting,
  scenario: (regions: ThreeRegions) => Promise<void>,
): Promise<void> {
  const clock = virtualClock();
  // Clusters that are there in seconds: what a failover of them takes is the timing of a global cluster.
  const databases = { ...modelDatabases(clock), kind: "postgres" as const };
  const plane = modelPlane({ clock, random: random(seed).fork("plane"), imageFor, databases });
  const { account, regions } = document;
  const setting = { clock, seed, plane, databases, account, regions };
  await clock.run(
    (async () => {
      const cloud = createCloud(setting, [...(guards?.(clock) ?? [])]);
      const { world } = cloud;
      await clock.hurry(bringUp(cloud, { document, policy: {} }));
      await copySecrets(world);
      const loads = publicUrls(plane, document).map(({ url }) =>
        traffic({
          clock,
          random: world.random,
          client: clientOf(plane, url, clock),
          requestsPerSecond,
          paths: publicPaths(document),
        }),
      );
      for (const load of loads) load.start();
      const clientsIn = (region: string) =>
        cloud.clientsOf({
          roleArn: arns.role({ account, region }, names.role(region, "failover")),
          region,
          session: "reader",
          from: region,
        });
      try {
        await scenario({ cloud, world, clock, clientsIn });
      } finally {
        for (const load of loads) await load.stop();
        await cloud.stop();
      }
    })(),
  );
}

/** As Secrets Manager copies them. */
async function copySecrets(world: World): Promise<void> {
  for (const SecretId of ["database-admin", "database"].map(names.secret)) {
    const { SecretString } = await world.call(
      "secretsmanager",
      "GetSecretValue",
      { SecretId },
      personIn(home),
    );
    for (const region of [standby, third])
      await world
        .call("secretsmanager", "CreateSecret", { Name: SecretId, SecretString }, personIn(region))
        .catch(() => undefined);
  }
}

export const personIn = (region: string) => ({ region, principal: { kind: "person" } }) as const;

export const ledgerIn = ({ clientsIn }: ThreeRegions, region: string) =>
  failoverLedgerOf({ aws: clientsIn(region), platform: { ledgerTable: names.ledgerTable } as never });

/** Says that a region is found ready, as the workflow `readiness` does. */
export async function foundReady(regions: ThreeRegions, ...where: readonly string[]): Promise<void> {
  const at = new Date(regions.clock.now()).toISOString();
  for (const region of where)
    await putItem(ledgerIn(regions, region), ledgerKeys.readiness, { at, ready: true, lacks: [] });
}

/** Keeps regions ready for as long as the scenario runs. */
export function keepReady(regions: ThreeRegions, ...where: readonly string[]): void {
  const { world, clock } = regions;
  world.background("readiness", async () => {
    for (;;) {
      // One that is lost meanwhile is not looked at.
      for (const region of where) await foundReady(regions, region).catch(() => undefined);
      await clock.sleep(10 * minute);
    }
  });
}

/** Keeps regions ready, and lets the observers see for three minutes that all is well. */
export async function standingBy(regions: ThreeRegions, ...where: readonly string[]): Promise<void> {
  keepReady(regions, ...where);
  await regions.clock.sleep(3 * minute);
}

/** What a person asks for who moves users while all is well. */
export const planned = { reason: "planned_maintenance", requestedBy: "ada" };

/** The failovers that a region's table knows, oldest first. */
export const runsIn = async (regions: ThreeRegions, region: string): Promise<FailoverRun[]> =>
  (await queryItems(ledgerIn(regions, region), ledgerKeys.runs, FailoverRun)).toSorted((a, b) =>
    a.startedAt.localeCompare(b.startedAt),
  );

/** Waits until a failover in a region has ended, and answers it. */
export async function ended(regions: ThreeRegions, region: string, hours = 2): Promise<FailoverRun> {
  const { clock } = regions;
  const limit = clock.now() + hours * 60 * minute;
  for (;;) {
    const run = (await runsIn(regions, region)).at(-1);
    if (run?.outcome !== undefined) return run;
    if (clock.now() > limit) throw new Error(`no failover ended: ${JSON.stringify(run, undefined, 1)}`);
    await clock.sleep(5_000);
  }
}

/** Has the third region claim the next epoch while the standby's run waits out the lease. */
export async function epochIsTaken(regions: ThreeRegions): Promise<void> {
  const { clock } = regions;
  while ((await runsIn(regions, standby)).at(-1)?.phase !== "FreezeReleases") await clock.sleep(5_000);
  const at = new Date(clock.now()).toISOString();
  const taken = { epoch: 2, region: third, run: "other", owner: "other", at };
  for (const region of [standby, third])
    await putFirst(ledgerIn(regions, region), ledgerKeys.epoch(2), taken);
}

/** Starts a workflow of a region; answers the execution's ARN. */
export async function start(
  { world }: ThreeRegions,
  region: string,
  workflow: "failover" | "failback" | "drill" | "readiness" | "release",
  input: object,
): Promise<string> {
  const stateMachineArn = arns.stateMachine({ region, account: world.account }, names.deployed(workflow));
  const asked = { stateMachineArn, input: JSON.stringify(input) };
  const { executionArn = "" } = await world.call("states", "StartExecution", asked, personIn(region));
  return executionArn;
}

/** Waits for an execution's end. */
export async function executed({ world, clock }: ThreeRegions, region: string, executionArn: string) {
  for (;;) {
    const said = await world.call("states", "DescribeExecution", { executionArn }, personIn(region));
    if (said.status !== "RUNNING") return said;
    await clock.sleep(5_000);
  }
}

/** Waits until the run of an execution has come to a state, or has ended. */
export async function reaches(
  regions: ThreeRegions,
  region: string,
  { execution, state }: { readonly execution: string; readonly state: string },
): Promise<FailoverRun> {
  for (;;) {
    const run = (await runsIn(regions, region)).find(({ owner }) => owner === execution);
    if (run && (run.phase === state || run.outcome !== undefined)) return run;
    await regions.clock.sleep(5_000);
  }
}

/** What a person says about the wait of a run. */
export async function says(
  { world }: ThreeRegions,
  region: string,
  { run }: Pick<FailoverRun, "run">,
  action: FailoverChoice["action"],
): Promise<void> {
  const Payload = new TextEncoder().encode(
    JSON.stringify({ run, action, reason: "for the test", by: "bob" }),
  );
  const FunctionName = names.deployed("decide-failover");
  await world.call("lambda", "Invoke", { FunctionName, Payload }, personIn(region));
}

/** A person in a region has looked at what a failover left. */
export async function acknowledges({ world }: ThreeRegions, region: string, epoch: number): Promise<void> {
  const Payload = new TextEncoder().encode(JSON.stringify({ epoch, reason: "looked at it", by: "bob" }));
  const FunctionName = names.deployed("acknowledge");
  await world.call("lambda", "Invoke", { FunctionName, Payload }, personIn(region));
}

/** The member of the global cluster that writes, by its region, and how the others follow it. */
export async function membersOf({ world }: ThreeRegions): Promise<Readonly<Record<string, string>>> {
  const { GlobalClusters = [] } = await world.call("rds", "DescribeGlobalClusters", {}, personIn(standby));
  const members = GlobalClusters[0]?.GlobalClusterMembers ?? [];
  return Object.fromEntries(
    members.map(({ DBClusterArn = "", IsWriter, SynchronizationStatus }) => [
      DBClusterArn.split(":")[3] ?? "",
      IsWriter ? "writes" : (SynchronizationStatus ?? ""),
    ]),
  );
}
