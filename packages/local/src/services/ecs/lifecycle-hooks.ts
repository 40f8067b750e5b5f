import type {
  DeploymentLifecycleHook,
  DeploymentLifecycleHookAction,
  DeploymentLifecycleHookStage,
} from "@aws-sdk/client-ecs";
import { AwsError } from "../error.ts";
import { refuseUnsupported } from "../supported.ts";

/** A hook of a service's deployments, with AWS's defaults filled in. */
export interface LifecycleHook {
  readonly target:
    | { readonly type: "PAUSE" }
    | {
        readonly type: "AWS_LAMBDA";
        readonly functionArn: string;
        readonly roleArn: string;
        readonly details: Readonly<Record<string, unknown>>;
      };
  readonly stages: readonly DeploymentLifecycleHookStage[];
  readonly timeoutMinutes: number;
  readonly timeoutAction: DeploymentLifecycleHookAction;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html */
const mostMinutes = { PAUSE: 20_160, AWS_LAMBDA: 1440 } as const;
const mostOfAKind = 10;
const shifts: readonly DeploymentLifecycleHookStage[] = ["TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT"];
const stages: readonly DeploymentLifecycleHookStage[] = [
  "RECONCILE_SERVICE",
  "PRE_SCALE_UP",
  "POST_SCALE_UP",
  ...shifts,
  "POST_TEST_TRAFFIC_SHIFT",
  "PRE_PRODUCTION_TRAFFIC_SHIFT",
  "POST_PRODUCTION_TRAFFIC_SHIFT",
];

export function readHooks(operation: string, given: readonly DeploymentLifecycleHook[]): LifecycleHook[] {
  const hooks = given.map((hook) => readHook(operation, hook));
  for (const type of ["PAUSE", "AWS_LAMBDA"] as const)
    if (hooks.filter(({ target }) => target.type === type).length > mostOfAKind)
      throw invalid(`A service can have at most ${mostOfAKind} ${type} lifecycle hooks.`);
  return hooks;
}

function readHook(operation: string, hook: DeploymentLifecycleHook): LifecycleHook {
  refuseUnsupported(`${operation}.lifecycleHooks`, hook, [
    "targetType",
    "hookTargetArn",
    "roleArn",
    "lifecycleStages",
    "hookDetails",
    "timeoutConfiguration",
  ]);
  const { lifecycleStages = [], timeoutConfiguration: timeout } = hook;
  const target = readTarget(hook);
  if (lifecycleStages.length === 0) throw invalid("lifecycleStages must not be empty.");
  for (const stage of lifecycleStages)
    if (!stages.includes(stage)) throw invalid(`Invalid lifecycle stage: ${stage}.`);
  if (target.type === "PAUSE" && lifecycleStages.some((stage) => shifts.includes(stage)))
    throw invalid("Invalid lifecycle stage provided for Pause Hook");
  const timeoutMinutes = timeout?.timeoutInMinutes ?? 1440;
  const most = mostMinutes[target.type];
  if (!Number.isInteger(timeoutMinutes) || timeoutMinutes < 1 || timeoutMinutes > most)
    throw invalid(`timeoutInMinutes must be between 1 and ${most}.`);
  return { target, stages: lifecycleStages, timeoutMinutes, timeoutAction: timeout?.action ?? "ROLLBACK" };
}

function readTarget({
  targetType = "AWS_LAMBDA",
  hookTargetArn,
  roleArn,
  hookDetails,
}: DeploymentLifecycleHook): LifecycleHook["target"] {
  if (targetType === "PAUSE") {
    if (hookTargetArn !== undefined || roleArn !== undefined)
      throw invalid("hookTargetArn and roleArn are not applicable to PAUSE hooks.");
    return { type: "PAUSE" };
  }
  if (targetType !== "AWS_LAMBDA") throw invalid("Invalid targetType. Valid values are: AWS_LAMBDA, PAUSE");
  if (!hookTargetArn || !roleArn)
    throw invalid("hookTargetArn and roleArn must be provided for AWS_LAMBDA hooks.");
  const details = hookDetails === undefined ? {} : { ...Object(hookDetails) };
  return { type: "AWS_LAMBDA", functionArn: hookTargetArn, roleArn, details };
}

export const describeHook = ({
  target,
  stages: lifecycleStages,
  timeoutMinutes,
  timeoutAction,
}: LifecycleHook): DeploymentLifecycleHook => ({
  targetType: target.type,
  ...(target.type === "AWS_LAMBDA" && {
    hookTargetArn: target.functionArn,
    roleArn: target.roleArn,
    ...(Object.keys(target.details).length > 0 && {
      hookDetails: JSON.parse(JSON.stringify(target.details)),
    }),
  }),
  lifecycleStages: [...lifecycleStages],
  timeoutConfiguration: { timeoutInMinutes: timeoutMinutes, action: timeoutAction },
});

const invalid = (message: string): AwsError => new AwsError("InvalidParameterException", message);
