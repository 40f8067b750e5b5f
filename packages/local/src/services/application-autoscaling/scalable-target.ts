import type {
  ScalableTarget as Description,
  RegisterScalableTargetRequest,
  SuspendedState,
} from "@aws-sdk/client-application-auto-scaling";
import { AwsError } from "../error.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";

export interface ScalableTarget {
  readonly arn: string;
  readonly createdAt: Date;
  readonly ServiceNamespace: "ecs";
  readonly ResourceId: string;
  readonly ScalableDimension: "ecs:service:DesiredCount";
  readonly min: number;
  readonly max: number;
  readonly suspended: Required<SuspendedState>;
}

export interface TargetName {
  readonly ServiceNamespace: string | undefined;
  readonly ResourceId: string | undefined;
  readonly ScalableDimension: string | undefined;
}

export const targetKey = (name: TargetName): string =>
  `${name.ServiceNamespace}|${name.ResourceId}|${name.ScalableDimension}`;

const operation = "RegisterScalableTarget";

/** A new target, or the known one with what the call names changed and all else, member by member, left as it was. */
export function updated(
  known: ScalableTarget | undefined,
  input: RegisterScalableTargetRequest,
  fresh: { readonly arn: string; readonly createdAt: Date },
): ScalableTarget {
  refuseUnsupported(operation, input, [
    "ServiceNamespace",
    "ResourceId",
    "ScalableDimension",
    "MinCapacity",
    "MaxCapacity",
    "SuspendedState",
  ]);
  const { ServiceNamespace, ScalableDimension, ResourceId = "" } = input;
  if (ServiceNamespace !== "ecs") throw unsupported(operation, `service namespace ${ServiceNamespace}`);
  if (ScalableDimension !== "ecs:service:DesiredCount")
    throw invalid(`Unsupported service namespace, resource type or scalable dimension: ${ScalableDimension}`);
  if (!/^service\/[^/]+\/[^/]+$/.test(ResourceId))
    throw invalid("ECS resource ID must follow the format: service/<cluster-name>/<service-name>");
  const min = input.MinCapacity ?? known?.min;
  const max = input.MaxCapacity ?? known?.max;
  if (min === undefined || max === undefined)
    throw invalid("Both MinCapacity and MaxCapacity are required to register a new scalable target.");
  if (min < 0 || max < min) throw invalid("Maximum capacity cannot be less than minimum capacity");
  const { arn, createdAt } = known ?? fresh;
  return {
    arn,
    createdAt,
    ServiceNamespace,
    ResourceId,
    ScalableDimension,
    min,
    max,
    suspended: {
      DynamicScalingInSuspended: pick(input, known, "DynamicScalingInSuspended"),
      DynamicScalingOutSuspended: pick(input, known, "DynamicScalingOutSuspended"),
      ScheduledScalingSuspended: pick(input, known, "ScheduledScalingSuspended"),
    },
  };
}

const pick = (
  input: RegisterScalableTargetRequest,
  known: ScalableTarget | undefined,
  flag: keyof SuspendedState,
): boolean => input.SuspendedState?.[flag] ?? known?.suspended[flag] ?? false;

export const describeTarget = (target: ScalableTarget, account: string): Description => ({
  ServiceNamespace: target.ServiceNamespace,
  ResourceId: target.ResourceId,
  ScalableDimension: target.ScalableDimension,
  MinCapacity: target.min,
  MaxCapacity: target.max,
  RoleARN: `arn:aws:iam::${account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
  CreationTime: target.createdAt,
  SuspendedState: target.suspended,
  ScalableTargetARN: target.arn,
});

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);
