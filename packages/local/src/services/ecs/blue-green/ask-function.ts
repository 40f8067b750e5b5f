import { z } from "zod";
import { AwsError } from "../../error.ts";
import { arnOf } from "../deployment-arns.ts";
import { asRole, type Environment } from "../environment.ts";
import { mayPass } from "../insist.ts";
import type { ServiceState, ShiftingState } from "../state.ts";
import { insistMs } from "../timing.ts";
import { endHook, isOpen } from "./end-hook.ts";
import type { HookState } from "./lifecycle.ts";

/** What a hook's function answers, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html */
const Answer = z.object({
  hookStatus: z.enum(["SUCCEEDED", "FAILED", "IN_PROGRESS"]),
  callBackDelay: z.number().optional(),
  hookDetails: z.record(z.string(), z.unknown()).optional(),
});

const callBackSeconds = 30;

/** Invokes a hook's function with its role; the scheduler does not wait, and looks again once there is an answer. */
export function askFunction(
  environment: Environment,
  service: ServiceState,
  green: ShiftingState,
  hook: HookState,
): void {
  if (environment.asking.has(hook)) return;
  environment.asking.add(hook);
  environment.world.background(`ecs hook ${hook.id}`, async () => {
    try {
      await ask(environment, service, green, hook);
    } finally {
      environment.asking.delete(hook);
      service.pulse.beat();
    }
  });
}

async function ask(
  environment: Environment,
  service: ServiceState,
  green: ShiftingState,
  hook: HookState,
): Promise<void> {
  const { target } = hook.hook;
  if (target.type !== "AWS_LAMBDA") return;
  const { world } = environment;
  const fail = (reason: string): void => {
    if (isOpen(hook)) endHook(environment, service, green, hook, "FAILED", reason);
  };
  try {
    const answered = await world.call(
      "lambda",
      "Invoke",
      {
        FunctionName: target.functionArn,
        Payload: Buffer.from(JSON.stringify(payload(service, green, hook))),
      },
      asRole(service.region, target.roleArn, "ECS-Lambda-Execution"),
    );
    const text = answered.Payload?.transformToString() ?? "";
    if (answered.FunctionError) return fail(`Lifecycle hook target ${target.functionArn} failed: ${text}`);
    const answer = Answer.safeParse(parsed(text));
    if (!answer.success)
      return fail(
        `ECS was unable to parse the response from ${target.functionArn} due to HookStatus must not be null`,
      );
    const { hookStatus, callBackDelay = callBackSeconds, hookDetails } = answer.data;
    if (!isOpen(hook)) return;
    if (hookStatus === "FAILED")
      return fail(`Lifecycle hook target ${target.functionArn} returned FAILED status.`);
    if (hookStatus === "SUCCEEDED") return endHook(environment, service, green, hook, "SUCCEEDED");
    hook.askAgainAt = world.clock.now() + callBackDelay * 1000;
    hook.details = { ...hook.details, ...hookDetails };
  } catch (error) {
    if (!mayPass(error)) throw error;
    if (!(error instanceof AwsError) || error.statusCode === 429 || error.statusCode >= 500)
      hook.askAgainAt = world.clock.now() + insistMs;
    else fail(`ECS was unable to invoke hook target ${target.functionArn} due to ${error.message}`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function payload(service: ServiceState, green: ShiftingState, { id, stage, details }: HookState): object {
  const { blue, wayBack } = green.lifecycle;
  const weights = (onGreen: 0 | 100) => ({
    [arnOf("service-revision", service, green)]: onGreen,
    ...(blue && { [arnOf("service-revision", service, blue)]: 100 - onGreen }),
  });
  const shifted = weights(wayBack ? 0 : 100);
  return {
    executionId: id,
    lifecycleStage: stage,
    resourceArn: arnOf("service-deployment", service, green),
    executionDetails: {
      serviceArn: service.arn,
      targetServiceRevisionArn: arnOf("service-revision", service, green),
      testTrafficWeights: stage === "TEST_TRAFFIC_SHIFT" ? shifted : {},
      productionTrafficWeights:
        stage === "PRODUCTION_TRAFFIC_SHIFT"
          ? shifted
          : stage === "PRE_PRODUCTION_TRAFFIC_SHIFT"
            ? weights(0)
            : {},
    },
    ...(Object.keys(details).length > 0 && { hookDetails: details }),
  };
}
