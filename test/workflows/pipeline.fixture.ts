import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import type { JobName, PipelinePlaces } from "@signalbox/core/pipeline/places";
import type { PipelineRequest } from "@signalbox/core/pipeline/request";
import { evidenceKey, type JobEnd, type PipelineRun } from "@signalbox/core/pipeline/run";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import { getItem, ledgerOf } from "@signalbox/functions/aws/ledger";
import { readRun } from "@signalbox/functions/aws/run";
import { readToken } from "@signalbox/functions/aws/wait-token";
import { pipelineLedgerOf, readPipelineRun } from "@signalbox/functions/pipeline/ledger";
import { createCloud } from "@signalbox/local/cloud";
import { bringUp } from "@signalbox/local/deploy/bring-up";
import { PlatformDocument, readPlatform } from "@signalbox/local/deploy/document";
import { publicPaths } from "@signalbox/local/deploy/public-paths";
import { publicUrls } from "@signalbox/local/deploy/public-url";
import { withoutUpgrades } from "@signalbox/local/deploy/without-upgrades";
import type { Guard } from "@signalbox/local/gate/gate";
import { imageFor } from "@signalbox/local/images/catalogue";
import { imageManifest } from "@signalbox/local/images/manifest";
import { type TestsManner, testsAnnotation } from "@signalbox/local/images/tests/tests";
import { clientOf } from "@signalbox/local/traffic/client";
import { traffic } from "@signalbox/local/traffic/traffic";
import { virtualClock, type WorldClock } from "@signalbox/local/world/clock";
import { modelDatabases } from "@signalbox/local/world/database/model/plane";
import { modelPlane } from "@signalbox/local/world/plane/model/plane";
import { random } from "@signalbox/local/world/random";
import { primaryAlone, withoutSchedules } from "./laptop.fixture.ts";
import { spying } from "./spy.fixture.ts";

const region = "us-east-1";
const account = "123456789012";
export const person = { region, principal: { kind: "person" } } as const;
/** Of the stage that the pipeline is of, by the name that all tests know, and of the one before. */
export const production = namesOf({ name: "signalbox", stage: "development" });
export const staging = namesOf({ name: "signalbox", stage: "staging" });
const group = "open-webui";
export const repository = production.repository(group);

/** What both stages serve at first: a release of it has nothing to do, so that a run goes through in minutes. */
export const serving = "v0.11.0";
const manifestOf = (tag: string, findings: object = {}) =>
  imageManifest({
    behaviour: "good",
    version: tag,
    ...(Object.keys(findings).length > 0 && {
      annotations: { "dev.signalbox.findings": JSON.stringify(findings) },
    }),
  });

export interface Setting {
  /** Requests a second to both stages; none unless said. A release of a new image is judged by them. */
  readonly requestsPerSecond?: number;
  /** Whether production stands in two regions; in its primary alone unless said. */
  readonly everywhere?: true;
  /** How the tests end; well unless said. */
  readonly tests?: TestsManner;
  readonly guards?: (clock: WorldClock) => readonly Guard[];
}

export type Stages = Awaited<ReturnType<typeof twoStages>>;

/** Production with its pipeline and the stage before it in one cloud, both serving, in virtual time. */
export async function onStages(setting: Setting, scenario: (stages: Stages) => Promise<void>): Promise<void> {
  const clock = virtualClock();
  await clock.run(
    (async () => {
      const stages = await twoStages(setting, clock);
      try {
        await scenario(stages);
      } finally {
        for (const load of stages.loads) await load.stop();
        await stages.cloud.stop();
      }
    })(),
  );
}

/** The bake is as short as a verdict allows. */
const policy = { ladder: [100], bakeSeconds: 60, holdSeconds: 0, drainSeconds: 60, generationSeconds: 60 };

async function twoStages(
  { requestsPerSecond = 0, everywhere, tests = "good", guards }: Setting,
  clock: WorldClock,
) {
  const plane = modelPlane({ clock, random: random(7).fork("plane"), imageFor });
  const { spy, calls } = spying();
  const databases = modelDatabases(clock);
  const before = renamed(primaryAlone(readPlatform("development")), "development", "staging");
  const both = readPlatform("two-regions");
  const named = renamed(everywhere ? both : primaryAlone(both), "two-regions", "development");
  const document = withPipeline(named, tests);
  const setting = { clock, seed: 7, plane, account, databases, regions: document.regions };
  const cloud = createCloud(setting, [...(guards?.(clock) ?? []), spy]);
  const { world } = cloud;
  await clock.hurry(bringUp(cloud, { document: before, policy }));
  const { platform } = await clock.hurry(bringUp(cloud, { document, policy }));
  const loads =
    requestsPerSecond === 0
      ? []
      : [before, document].flatMap((of) =>
          publicUrls(plane, of).map(({ url }) =>
            traffic({
              clock,
              random: world.random,
              client: clientOf(plane, url, clock),
              requestsPerSecond,
              paths: publicPaths(of),
            }),
          ),
        );
  for (const load of loads) load.start();
  if (loads.length > 0) await clock.hurry(clock.sleep(60_000));
  const roleArn = arns.role(platform, production.role(region, "pipeline"));
  const aws = cloud.clientsOf({ roleArn, region, session: "reader" });
  const ledger = pipelineLedgerOf({ aws, platform }, group);
  const put = (repositoryName: string, imageTag: string, manifest: string) =>
    world.call("ecr", "PutImage", { repositoryName, imageTag, imageManifest: manifest }, person);
  const stateMachineArn = arns.stateMachine(platform, production.deployed("pipeline"));
  const describe = (executionArn: string) =>
    world.call("states", "DescribeExecution", { executionArn }, person);
  const executions = async () =>
    (await world.call("states", "ListExecutions", { stateMachineArn }, person)).executions ?? [];
  const find = async (run: string) => await readPipelineRun(ledger, run);

  return {
    clock,
    cloud,
    world,
    platform,
    calls,
    loads,
    find,
    executions,
    /** A version in the stage before, and then in production's repository, whose push starts the pipeline. */
    push: async (tag: string, findings: object = {}) => {
      await put(staging.repository(group), tag, manifestOf(tag, findings));
      await put(repository, tag, manifestOf(tag, findings));
    },
    put: (where: typeof production, tag: string, version = tag, findings: object = {}) =>
      put(where.repository(group), tag, manifestOf(version, findings)),
    /** Asks as a person does. */
    start: async (name: string, request: Partial<PipelineRequest> = {}) => {
      const input = { image: { repository, tag: serving }, requestedBy: "ada", ...request };
      const started = { stateMachineArn, name, input: JSON.stringify(input) };
      return (await world.call("states", "StartExecution", started, person)).executionArn ?? "";
    },
    reached: async (run: string, phase: PipelineRun["phase"]) => {
      for (let looks = 0; looks < 20_000; looks++) {
        const found = (await find(run))?.phase;
        if (found === phase) return;
        if (found === "ended") throw new Error(`the run ended before it was ${phase}`);
        await clock.sleep(2_000);
      }
      throw new Error(`the run is never ${phase}`);
    },
    ending: async (executionArn: string) => {
      for (let looks = 0; looks < 100_000; looks++) {
        const { status = "", error, cause, output } = await describe(executionArn);
        if (status !== "RUNNING") return { status, error, cause, output: output && JSON.parse(output) };
        await clock.sleep(5_000);
      }
      throw new Error(`${executionArn} does not end`);
    },
    decide: async (pipeline: string, action: "approve" | "refuse") => {
      const Payload = Buffer.from(JSON.stringify({ pipeline, action, reason: "for the test", by: "bob" }));
      const FunctionName = production.deployed("decide-pipeline");
      const answer = await world.call("lambda", "Invoke", { FunctionName, Payload }, person);
      return JSON.parse(answer.Payload?.transformToString() ?? "null");
    },
    /** Stops an execution as a person does in the console. */
    stop: (executionArn: string) => world.call("states", "StopExecution", { executionArn }, person),
    /** Answers a run's token past the function that decides. */
    answer: async (run: string) => {
      const taskToken = (await readToken(ledger, run))?.token ?? "";
      await world.call("states", "SendTaskSuccess", { taskToken, output: "{}" }, person);
    },
    lease: () => getItem(ledger, ledgerKeys.lock, Lock),
    /** ARNs of test tasks that run or are about to. */
    running: async () =>
      (
        await world.call(
          "ecs",
          "ListTasks",
          { cluster: production.cluster, family: production.taskFamily(production.pipelineTests) },
          person,
        )
      ).taskArns ?? [],
    evidence: async (run: string, job: JobName) => {
      const Bucket = platform.backup?.documents ?? "";
      const { Body } = await world.call("s3", "GetObject", { Bucket, Key: evidenceKey(run, job) }, person);
      // The wire's bytes, which a client would read as a stream.
      return JSON.parse(Buffer.from(Body as unknown as Uint8Array).toString()) as JobEnd & {
        log: string[];
        report: unknown;
      };
    },
    /** Names of the releases of the group's image that a stage's machine was asked for. */
    releases: async (of: typeof production, where = region) => {
      const stateMachineArn = arns.stateMachine({ ...platform, region: where }, of.deployed("release"));
      const caller = { ...person, region: where };
      const found = await world.call("states", "ListExecutions", { stateMachineArn }, caller);
      const names: string[] = [];
      for (const { name = "", executionArn = "" } of found.executions ?? []) {
        const { input } = await world.call("states", "DescribeExecution", { executionArn }, caller);
        if (input?.includes(`"${of.repository(group)}"`)) names.push(name);
      }
      return names;
    },
    /** What a release is doing. */
    phaseOf: async (of: typeof production, where: string, release: string) => {
      const reading = {
        roleArn: arns.role(platform, of.role(where, "release")),
        region: where,
        session: "reader",
      };
      const there = { aws: cloud.clientsOf(reading), platform: { ...platform, ledgerTable: of.ledgerTable } };
      return (await readRun(ledgerOf(there, group), release))?.phase;
    },
    /** Promotes a release that waits for a person. */
    promote: (of: typeof production, where: string, release: string) => {
      const said = { release, action: "promote", reason: "for the test", by: "bob" };
      const Payload = Buffer.from(JSON.stringify(said));
      const invoked = { FunctionName: of.deployed("decide"), Payload };
      return world.call("lambda", "Invoke", invoked, { ...person, region: where });
    },
  };
}

/** A platform deployed as another stage; neither backups by schedule nor rehearsals change anything here. */
function renamed(platform: PlatformDocument, config: string, stage: string): PlatformDocument {
  const text = JSON.stringify(platform);
  const document = PlatformDocument.parse(JSON.parse(text.replaceAll(config, stage)));
  return withoutUpgrades(withoutSchedules(document));
}

/** Days with nothing in them take as long to play as busy ones. */
const shortWaits = { approvalSeconds: 3_600, waitSeconds: 300, testSeconds: 300 };

/** The tests' image ends as is wanted, and nobody is waited for as long as the configuration says. */
function withPipeline({ entries, ...document }: PlatformDocument, manner: TestsManner): PlatformDocument {
  return {
    ...document,
    entries: entries.map((entry) => {
      const { call, image } = entry;
      if (call?.input.Name === `${document.parameters}/pipeline`) {
        const Value = JSON.stringify(shortened(JSON.parse(String(call.input.Value))));
        return { ...entry, call: { ...call, input: { ...call.input, Value } } };
      }
      if (!image?.repository.endsWith("/tests")) return entry;
      const { region: where, repository: repositoryName, tag: imageTag } = image;
      const annotations = { [testsAnnotation]: manner };
      const input = {
        repositoryName,
        imageTag,
        imageManifest: imageManifest({ behaviour: "good", version: imageTag, annotations }),
      };
      return { id: entry.id, call: { region: where, service: "ecr", operation: "PutImage", input } };
    }),
  };
}

function shortened({ scan, tests, ...places }: PipelinePlaces): PipelinePlaces {
  const { approvalSeconds, waitSeconds, testSeconds: seconds } = shortWaits;
  const { integration, smoke } = tests.jobs;
  return {
    ...places,
    approvalSeconds,
    scan: { ...scan, waitSeconds },
    tests: {
      ...tests,
      jobs: { ...tests.jobs, integration: { ...integration, seconds }, smoke: { ...smoke, seconds } },
    },
  };
}
