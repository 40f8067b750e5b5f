import type { Platform } from "@signalbox/core/platform/platform";
import type { Permission } from "@signalbox/core/workflow/allow";
import { roleStatements } from "@signalbox/core/workflow/role-statements";
import { handlerPlaceholder } from "@signalbox/core/workflow/task";
import type { Trigger } from "@signalbox/core/workflow/triggers";
import { basePermissions } from "@signalbox/functions/base-permissions";
import { functionHandlerFor, handlerFor } from "@signalbox/functions/handler";
import { functions, workflows } from "@signalbox/functions/registry";
import { platformVariable } from "@signalbox/functions/runtime";
import type { Cloud } from "../cloud.ts";
import type { LambdaHandler } from "../services/lambda/host.ts";
import { arns, arnsOf, deployedName } from "./names.ts";
import { person } from "./person.ts";
import { deploySchedule } from "./schedule.ts";

/**
 * Deploys every workflow and function of the registry: Lambda, roles, state machine, rules and schedules. A person's
 * trigger needs nothing: they call StartExecution.
 */
export async function deployWorkflows(cloud: Cloud, platform: Platform): Promise<void> {
  for (const workflow of workflows) {
    const allow = workflow.steps.flatMap((step) => step.allow);
    const name = deployedName(workflow.name);
    const functionArn = deployLambda(cloud, platform, name, allow, (runtime) =>
      handlerFor(workflow, runtime),
    );
    const machineArn = await deployMachine(cloud, platform, name, functionArn, workflow.machine);
    const eventsRole = arns.role(platform, `${name}-events`);
    cloud.roles.createRole({
      arn: eventsRole,
      statements: [{ actions: ["states:StartExecution"], resources: [machineArn] }],
    });
    for (const trigger of workflow.triggers) {
      if (trigger.kind === "event")
        await deployRule(cloud, platform, name, trigger, { Arn: machineArn, RoleArn: eventsRole });
      if (trigger.kind === "schedule") {
        const target = { arn: machineArn, action: "states:StartExecution" } as const;
        await deploySchedule(cloud, platform, name, trigger, target);
      }
    }
  }
  for (const fn of functions) {
    const name = deployedName(fn.name);
    const functionArn = deployLambda(cloud, platform, name, fn.allow, (runtime) =>
      functionHandlerFor(fn, runtime),
    );
    for (const trigger of fn.triggers) {
      if (trigger.kind === "event") await deployRule(cloud, platform, name, trigger, { Arn: functionArn });
      if (trigger.kind === "schedule") {
        const target = { arn: functionArn, action: "lambda:InvokeFunction" } as const;
        await deploySchedule(cloud, platform, name, trigger, target);
      }
    }
  }
}

function deployLambda(
  cloud: Cloud,
  platform: Platform,
  name: string,
  allow: readonly Permission[],
  handler: (runtime: Parameters<typeof handlerFor>[1]) => LambdaHandler,
): string {
  const { region } = platform;
  const roleArn = arns.role(platform, name);
  cloud.roles.createRole({
    arn: roleArn,
    statements: roleStatements(allow, basePermissions, (kind) => arnsOf(platform, kind)),
  });
  cloud.lambda.install({
    functionName: name,
    region,
    roleArn,
    timeoutSeconds: 60,
    memoryMb: 512,
    environment: { [platformVariable]: JSON.stringify(platform) },
    load: async (killed, write) =>
      handler({
        clock: cloud.world.clock,
        clients: cloud.clientsOf({ roleArn, region, session: name, killed }),
        platform,
        write,
      }),
  });
  return arns.function(platform, name);
}

async function deployMachine(
  cloud: Cloud,
  platform: Platform,
  name: string,
  functionArn: string,
  machine: object,
): Promise<string> {
  const roleArn = arns.role(platform, `${name}-machine`);
  cloud.roles.createRole({
    arn: roleArn,
    statements: [{ actions: ["lambda:InvokeFunction"], resources: [functionArn] }],
  });
  const definition = JSON.stringify(machine).replaceAll(handlerPlaceholder, functionArn);
  const caller = { region: platform.region, principal: person };
  const stateMachineArn = arns.stateMachine(platform, name);
  const { world } = cloud;
  try {
    await world.call("states", "CreateStateMachine", { name, roleArn, definition }, caller);
  } catch (error) {
    // The machine of an earlier process, and an earlier source.
    if (!(error instanceof Error && error.name === "StateMachineAlreadyExists")) throw error;
    await world.call("states", "UpdateStateMachine", { stateMachineArn, roleArn, definition }, caller);
  }
  return stateMachineArn;
}

async function deployRule(
  cloud: Cloud,
  { region }: Platform,
  name: string,
  trigger: Extract<Trigger, { kind: "event" }>,
  target: { readonly Arn: string; readonly RoleArn?: string },
): Promise<void> {
  const caller = { region, principal: person };
  const Rule = `${name}-${trigger.name}`;
  await cloud.world.call(
    "events",
    "PutRule",
    { Name: Rule, EventPattern: JSON.stringify(trigger.pattern) },
    caller,
  );
  const { transformer } = trigger;
  const InputTransformer = transformer && {
    InputPathsMap: transformer.paths,
    InputTemplate: transformer.template,
  };
  const Targets = [{ Id: name, ...target, ...(InputTransformer && { InputTransformer }) }];
  await cloud.world.call("events", "PutTargets", { Rule, Targets }, caller);
}
