import { arns, arnsOf } from "@signalbox/core/platform/arns";
import { platformDocuments, platformEnvironment } from "@signalbox/core/platform/documents";
import type { Platform } from "@signalbox/core/platform/platform";
import type { Permission } from "@signalbox/core/workflow/allow";
import { roleStatements } from "@signalbox/core/workflow/role-statements";
import { handlerPlaceholder } from "@signalbox/core/workflow/task";
import type { Trigger } from "@signalbox/core/workflow/triggers";
import { basePermissions } from "@signalbox/functions/base-permissions";
import { functionHandlerFor, type GivenRuntime, handlerFor } from "@signalbox/functions/handler";
import { functions, workflows } from "@signalbox/functions/registry";
import { runtimeOf } from "@signalbox/functions/runtime";
import type { Cloud } from "../cloud.ts";
import type { LambdaHandler } from "../services/lambda/host.ts";
import { person } from "./person.ts";
import { deploySchedule } from "./schedule.ts";
import { names } from "./stage.ts";

/**
 * Deploys every workflow and function of the registry: the parameters that they read, Lambda, roles, state machine, rules and schedules. A person's
 * trigger needs nothing: they call StartExecution.
 */
export async function deployWorkflows(cloud: Cloud, platform: Platform): Promise<void> {
  await writeParameters(cloud, platform);
  for (const workflow of workflows) {
    const allow = workflow.steps.flatMap((step) => step.allow);
    const { name } = workflow;
    const functionArn = deployLambda(cloud, platform, name, allow, (runtime) =>
      handlerFor(workflow, runtime),
    );
    const machineArn = await deployMachine(cloud, platform, name, functionArn, workflow.machine);
    const eventsRole = arns.role(platform, names.role(platform.region, `${name}-events`));
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
    const { name } = fn;
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

/** What every Lambda reads at its first call. */
async function writeParameters({ world }: Cloud, platform: Platform): Promise<void> {
  const caller = { region: platform.region, principal: person };
  for (const { name: Name, value: Value } of platformDocuments(platform).parameters)
    await world.call("ssm", "PutParameter", { Name, Value, Type: "String", Overwrite: true }, caller);
}

function deployLambda(
  cloud: Cloud,
  platform: Platform,
  name: string,
  allow: readonly Permission[],
  handler: (runtime: GivenRuntime) => LambdaHandler,
): string {
  const { region } = platform;
  const roleArn = arns.role(platform, names.role(region, name));
  const environment = platformEnvironment(platformDocuments(platform));
  const functionName = names.deployed(name);
  cloud.roles.createRole({
    arn: roleArn,
    statements: roleStatements(allow, basePermissions, (kind) => arnsOf(platform, kind)),
  });
  cloud.lambda.install({
    functionName,
    region,
    roleArn,
    timeoutSeconds: 60,
    memoryMb: 512,
    environment,
    load: async (killed, write) =>
      handler(async () => {
        const clients = cloud.clientsOf({ roleArn, region, session: functionName, killed });
        return { ...(await runtimeOf(environment, cloud.world.clock, clients)), write };
      }),
  });
  return arns.function(platform, functionName);
}

async function deployMachine(
  cloud: Cloud,
  platform: Platform,
  name: string,
  functionArn: string,
  machine: object,
): Promise<string> {
  const roleArn = arns.role(platform, names.role(platform.region, `${name}-machine`));
  cloud.roles.createRole({
    arn: roleArn,
    statements: [{ actions: ["lambda:InvokeFunction"], resources: [functionArn] }],
  });
  const definition = JSON.stringify(machine).replaceAll(handlerPlaceholder, functionArn);
  const caller = { region: platform.region, principal: person };
  const machineName = names.deployed(name);
  const stateMachineArn = arns.stateMachine(platform, machineName);
  const { world } = cloud;
  try {
    await world.call("states", "CreateStateMachine", { name: machineName, roleArn, definition }, caller);
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
  const Rule = names.deployed(`${name}-${trigger.name}`);
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
  const Targets = [{ Id: names.deployed(name), ...target, ...(InputTransformer && { InputTransformer }) }];
  await cloud.world.call("events", "PutTargets", { Rule, Targets }, caller);
}
