import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { type Laptop, person } from "../workflows/laptop.fixture.ts";

/** An event that starts a release of an image that is there. */
export async function pushAgain({ world, clock, group }: Laptop, tag = "v2"): Promise<void> {
  const imageIds = [{ imageTag: tag }];
  const input = { repositoryName: group.repository, imageIds };
  const { imageDetails } = await world.call("ecr", "DescribeImages", input, person);
  world.events.publish({
    version: "0",
    id: world.random.uuid(),
    "detail-type": "ECR Image Action",
    source: "aws.ecr",
    account: world.account,
    time: new Date(clock.now()).toISOString(),
    region: person.region,
    resources: [],
    detail: {
      "action-type": "PUSH",
      result: "SUCCESS",
      "repository-name": group.repository,
      "image-tag": tag,
      "image-digest": imageDetails?.[0]?.imageDigest,
    },
  });
  await clock.sleep(2_000);
}

/** `wake` has come and gone before the step goes on; an alarm that is OK again was raised all the same. */
export async function raiseAndClear({ world, clock, group }: Laptop): Promise<void> {
  const [AlarmName] = group.policy.alarms;
  for (const StateValue of ["ALARM", "OK"] as const) {
    const input = { AlarmName, StateValue, StateReason: "by hand" };
    await world.call("monitoring", "SetAlarmState", input, person);
    await clock.sleep(2_000);
  }
}

export async function scaleByHand(
  { world, group, service }: Laptop,
  side: "blue" | "green",
  desiredCount: number,
) {
  const input = { cluster: group.cluster, service: service.sides[side].service, desiredCount };
  await world.call("ecs", "UpdateService", input, person);
}

export async function shiftByHand({ world, service }: Laptop): Promise<void> {
  const { blue, green } = service.sides;
  const TargetGroups = [
    { TargetGroupArn: blue.targetGroupArn, Weight: 70 },
    { TargetGroupArn: green.targetGroupArn, Weight: 30 },
  ];
  const Actions = [{ Type: "forward" as const, ForwardConfig: { TargetGroups } }];
  await world.call(
    "elasticloadbalancing",
    "ModifyRule",
    { RuleArn: service.listenerRuleArns[0], Actions },
    person,
  );
}

export const takeLockByHand = (laptop: Laptop): Promise<void> => forgetByHand(laptop, ledgerKeys.lock);

/** Takes one of the group's items out of the ledger. */
export async function forgetByHand({ world, platform, group }: Laptop, sk: string): Promise<void> {
  const Key = { pk: { S: ledgerKeys.group(group.name) }, sk: { S: sk } };
  await world.call("dynamodb", "DeleteItem", { TableName: platform.ledgerTable, Key }, person);
}
