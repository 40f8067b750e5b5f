import type { Platform } from "@signalbox/core/platform/platform";
import type { ResourceKind } from "@signalbox/core/workflow/allow";

/** Names of what Signalbox itself deploys; the same on AWS and on the laptop. */
export const ledgerTable = "signalbox-ledger";
export const idempotencyTable = "signalbox-idempotency";
export const reportTopic = "signalbox-reports";
export const cluster = "signalbox";

/** The Lambda, the state machine and the roles of a workflow or function carry its name. */
export const deployedName = (workflow: string): string => `signalbox-${workflow}`;

export interface Place {
  readonly region: string;
  readonly account: string;
}

const arn = (service: string, { region, account }: Place, rest: string): string =>
  `arn:aws:${service}:${region}:${account}:${rest}`;

export const arns = {
  function: (place: Place, name: string) => arn("lambda", place, `function:${name}`),
  role: ({ account }: Place, name: string) => `arn:aws:iam::${account}:role/${name}`,
  stateMachine: (place: Place, name: string) => arn("states", place, `stateMachine:${name}`),
  table: (place: Place, name: string) => arn("dynamodb", place, `table/${name}`),
  topic: (place: Place, name: string) => arn("sns", place, name),
} as const;

/** The task role and the execution role of a group's tasks. */
export const taskRoles = (place: Place, group: string): readonly string[] => [
  arns.role(place, `${group}-task`),
  arns.role(place, `${group}-execution`),
];

/** The ARNs that a permission on a kind of thing covers in one region: those of this platform and no others. */
export function arnsOf(platform: Platform, kind: ResourceKind): readonly string[] {
  const { groups } = platform;
  const sides = groups.flatMap((group) =>
    Object.values(group.sides).map((side) => ({ ...side, cluster: group.cluster })),
  );
  switch (kind) {
    case "alarm":
      return groups.flatMap((group) =>
        group.policy.alarms.map((name) => arn("cloudwatch", platform, `alarm:${name}`)),
      );
    case "cluster":
      return [...new Set(groups.map((group) => arn("ecs", platform, `cluster/${group.cluster}`)))];
    case "idempotencyTable":
      return [arns.table(platform, platform.idempotencyTable)];
    case "image":
      return groups.map((group) => arn("ecr", platform, `repository/${group.repository}`));
    case "ledgerTable":
      return [arns.table(platform, platform.ledgerTable)];
    case "listenerRule":
      return groups.map((group) => group.listenerRuleArn);
    case "scalableTarget":
      return [arn("application-autoscaling", platform, "scalable-target/*")];
    case "service":
      return sides.map((side) => arn("ecs", platform, `service/${side.cluster}/${side.service}`));
    case "stateMachine":
      return [arns.stateMachine(platform, "signalbox-*"), arn("states", platform, "execution:signalbox-*:*")];
    case "targetGroup":
      return sides.map((side) => side.targetGroupArn);
    case "taskDefinition":
      return groups.map((group) => arn("ecs", platform, `task-definition/${group.name}:*`));
    case "taskRole":
      return groups.flatMap((group) => taskRoles(platform, group.name));
    case "topic":
      return [arns.topic(platform, reportTopic)];
  }
}
