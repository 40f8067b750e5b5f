import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock, Report, Run } from "@signalbox/core/ledger/records";
import { ecsServicesOf, type Side } from "@signalbox/core/platform/platform";
import type { ReleaseRequest } from "@signalbox/core/release/request";
import { readActs } from "@signalbox/functions/aws/journal";
import { getItem, groupsLedgerOf, ledgerOf } from "@signalbox/functions/aws/ledger";
import type { Call } from "@signalbox/local/gate/gate";
import { imageManifest } from "@signalbox/local/images/manifest";
import type { z } from "zod";
import { type AnyLaptop, isByRelease, type Laptop, names, person, releaseMachine } from "./laptop.fixture.ts";

export type Behaviour = Parameters<typeof imageManifest>[0]["behaviour"];
export type Upgrade = Parameters<typeof imageManifest>[0]["upgrade"];

/** Puts a version into ECR, whose event starts a release of it. */
export async function push(
  { world, group }: AnyLaptop,
  tag: string,
  behaviour: Behaviour = "good",
  upgrade?: Upgrade,
): Promise<void> {
  await world.call(
    "ecr",
    "PutImage",
    {
      repositoryName: group.repository,
      imageTag: tag,
      imageManifest: imageManifest({ behaviour, version: tag, upgrade }),
    },
    person,
  );
}

/** Puts a version into ECR while nobody listens. */
export async function pushQuietly(
  laptop: AnyLaptop,
  tag: string,
  behaviour: Behaviour = "good",
  upgrade?: Upgrade,
): Promise<void> {
  const Name = names.deployed("release-ecr-push");
  await laptop.world.call("events", "DisableRule", { Name }, person);
  await push(laptop, tag, behaviour, upgrade);
  await laptop.clock.sleep(10_000);
  await laptop.world.call("events", "EnableRule", { Name }, person);
}

/** Asks for a release as a person does; answers the execution's ARN. */
export async function start(
  laptop: AnyLaptop,
  name: string,
  request: Partial<ReleaseRequest>,
): Promise<string> {
  const input = { requestedBy: "ada", image: { repository: laptop.group.repository, tag: "v2" }, ...request };
  const started = await laptop.world.call(
    "states",
    "StartExecution",
    { stateMachineArn: releaseMachine, name, input: JSON.stringify(input) },
    person,
  );
  return started.executionArn ?? "";
}

/** The newest release's execution. */
export async function latest({ world, clock }: AnyLaptop): Promise<string> {
  const asked = { stateMachineArn: releaseMachine };
  for (;;) {
    const { executions } = await world.call("states", "ListExecutions", asked, person);
    const arn = executions?.[0]?.executionArn;
    if (arn !== undefined) return arn;
    await clock.sleep(1_000);
  }
}

export interface Ending {
  readonly status: string;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly output: unknown;
}

/** A scenario that does not get there in a day never will; a test that waits for ever cannot be stopped. */
const patience = 86_400_000;

/** Waits until an execution has ended. */
export async function ending({ world, clock }: AnyLaptop, executionArn: string): Promise<Ending> {
  const limit = clock.now() + patience;
  while (clock.now() < limit) {
    const {
      status = "",
      error,
      cause,
      output,
    } = await world.call("states", "DescribeExecution", { executionArn }, person);
    if (status !== "RUNNING") return { status, error, cause, output: output && JSON.parse(output) };
    await clock.sleep(1_000);
  }
  throw new Error(`${executionArn} does not end`);
}

/** Waits until the release's record is in a phase, or at a weight. */
export async function reached(
  laptop: AnyLaptop,
  run: string,
  phase: Run["phase"],
  weight?: number,
): Promise<void> {
  const limit = laptop.clock.now() + patience;
  while (laptop.clock.now() < limit) {
    const record = await item(laptop, ledgerKeys.run(run), Run);
    if (!record && laptop.clock.now() > limit - patience + 60_000)
      throw new Error(`release ${run} never began`);
    if (record?.phase === phase && (weight === undefined || record.weight === weight)) return;
    if (record?.phase === "ended" || record?.phase === "stuck")
      throw new Error(`the release is ${record.phase} before it was ${phase}`);
    await laptop.clock.sleep(500);
  }
  throw new Error(`the release is never ${phase}`);
}

/** Percent of requests that each side of a service gets by its listener rules, which agree. */
export async function weights(
  { world, service }: Laptop,
  { listenerRuleArns, sides } = service,
): Promise<Record<Side, number>> {
  const { Rules = [] } = await world.call(
    "elasticloadbalancing",
    "DescribeRules",
    { RuleArns: [...listenerRuleArns] },
    person,
  );
  const all = Rules.map(({ Actions }) => {
    const groups = Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
    const of = (side: Side) =>
      groups.find(({ TargetGroupArn }) => TargetGroupArn === sides[side].targetGroupArn)?.Weight ?? -1;
    return { blue: of("blue"), green: of("green") };
  });
  const [first] = all;
  if (!first || all.some(({ blue, green }) => blue !== first.blue || green !== first.green))
    throw new Error(`the rules do not agree: ${JSON.stringify(all)}`);
  return first;
}

/** Desired count and task definition of each side of a service. */
export async function services({ world, group, service }: Laptop, { sides } = service) {
  const of = async (side: Side) => {
    const found = await world.call(
      "ecs",
      "DescribeServices",
      { cluster: group.cluster, services: [sides[side].service] },
      person,
    );
    const { desiredCount, runningCount, taskDefinition = "" } = found.services?.[0] ?? {};
    return {
      desiredCount,
      runningCount,
      taskDefinition: taskDefinition.slice(taskDefinition.lastIndexOf("/") + 1),
    };
  };
  return { blue: await of("blue"), green: await of("green") };
}

/** Whether scale-in is suspended on any side. */
export async function scaleInSuspended({ world, group }: AnyLaptop): Promise<boolean> {
  const ResourceIds = ecsServicesOf(group).map((service) => `service/${group.cluster}/${service}`);
  const { ScalableTargets = [] } = await world.call(
    "application-autoscaling",
    "DescribeScalableTargets",
    { ServiceNamespace: "ecs", ResourceIds },
    person,
  );
  return ScalableTargets.some(({ SuspendedState }) => SuspendedState?.DynamicScalingInSuspended === true);
}

export const lock = (laptop: AnyLaptop) => item(laptop, ledgerKeys.lock, Lock);
export const run = (laptop: AnyLaptop, name: string) => item(laptop, ledgerKeys.run(name), Run);

/** An item of the group in the ledger. */
export const item = <Schema extends z.ZodType>(laptop: AnyLaptop, sk: string, schema: Schema) =>
  getItem(ledger(laptop), sk, schema);

/** The journal of a release. */
export const acts = (laptop: AnyLaptop, name: string) => readActs(ledger(laptop), name);

const ledger = ({ reader, platform, group }: AnyLaptop) => ledgerOf({ aws: reader, platform }, group.name);

/** Says abort or promote, as the command does. */
export async function decide(
  laptop: AnyLaptop,
  action: "abort" | "promote",
  release: string,
): Promise<unknown> {
  const Payload = JSON.stringify({ release, action, reason: "for the test", by: "bob" });
  const answer = await laptop.world.call(
    "lambda",
    "Invoke",
    { FunctionName: names.deployed("decide"), Payload: new TextEncoder().encode(Payload) },
    person,
  );
  return JSON.parse(answer.Payload?.transformToString() ?? "null");
}

/** Puts an alarm of the policy into ALARM by hand, as `aws cloudwatch set-alarm-state` does. */
export async function raise(
  { world, group }: AnyLaptop,
  name = group.policy.alarms[0] ?? "",
): Promise<string> {
  await world.call(
    "monitoring",
    "SetAlarmState",
    { AlarmName: name, StateValue: "ALARM", StateReason: "by hand" },
    person,
  );
  return name;
}

/** Where a release that was refused before it was recorded says why; of no group, where none was meant. */
export const refusal = (laptop: AnyLaptop, name: string, meant = true) =>
  getItem(
    meant ? ledger(laptop) : groupsLedgerOf({ aws: laptop.reader, platform: laptop.platform }),
    ledgerKeys.refused(name),
    Report,
  );

/** Tells people that nothing was done. */
const tells = ({ operation, input }: Call): boolean =>
  operation === "Publish" || operation === "PutEvents" || JSON.stringify(input).includes('"refused#');

/** The steps that changed something on the platform or in the ledger, as the calls that the release's role made. */
export function writes({ calls }: AnyLaptop): string[] {
  const reads = /^(Describe|Get|List|Query|BatchGet)/;
  return calls
    .filter((call) => {
      const { operation, input } = call;
      const table = "TableName" in input ? input.TableName : undefined;
      return isByRelease(call) && !reads.test(operation) && table !== names.idempotencyTable && !tells(call);
    })
    .map(({ service, operation }) => `${service}:${operation}`);
}
