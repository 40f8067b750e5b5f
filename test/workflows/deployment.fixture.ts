import { arns, arnsOf } from "@signalbox/core/platform/arns";
import type { Names } from "@signalbox/core/platform/names";
import type { Platform } from "@signalbox/core/platform/platform";
import type { Permission } from "@signalbox/core/workflow/allow";
import { bindMachine } from "@signalbox/core/workflow/bind-machine";
import { machineStatements } from "@signalbox/core/workflow/machine-statements";
import { roleStatements } from "@signalbox/core/workflow/role-statements";
import { basePermissions } from "@signalbox/functions/base-permissions";
import type { Runtime } from "@signalbox/functions/context";
import {
  functionHandlerFor,
  type GivenRuntime,
  handlerFor,
  type LambdaHandler,
} from "@signalbox/functions/handler";
import type { AnyFunction, AnyWorkflow } from "@signalbox/functions/step";
import type { Cloud } from "@signalbox/local/cloud";
import { tableActive } from "@signalbox/local/deploy/table-active";
import type { Plane } from "@signalbox/local/world/plane/plane";
import type { World } from "@signalbox/local/world/world";

const nothing = (): never => {
  throw new Error("nothing serves here");
};

/** For workflows that meet no task. */
export const emptyPlane: Plane = {
  start: nothing,
  probe: nothing,
  listen: nothing,
  listening: nothing,
  stop: async () => {},
};

/** The ledger and the idempotency records. */
export async function createTables(
  world: World,
  region: string,
  { ledgerTable, idempotencyTable }: Names,
): Promise<void> {
  for (const [TableName, attributes] of [
    [ledgerTable, ["pk", "sk"]],
    [idempotencyTable, ["id"]],
  ] as const) {
    const KeySchema = attributes.map((AttributeName, at) => ({
      AttributeName,
      KeyType: at === 0 ? ("HASH" as const) : ("RANGE" as const),
    }));
    const AttributeDefinitions = attributes.map((AttributeName) => ({
      AttributeName,
      AttributeType: "S" as const,
    }));
    const input = { TableName, KeySchema, AttributeDefinitions, BillingMode: "PAY_PER_REQUEST" as const };
    await world.call("dynamodb", "CreateTable", input, { region, principal: { kind: "person" } });
    await tableActive(world, region, TableName);
  }
}

export interface Deploying {
  readonly cloud: Cloud;
  readonly platform: Platform;
  readonly names: Names;
  readonly workflows: readonly AnyWorkflow[];
  readonly functions: readonly AnyFunction[];
  /** What the Lambdas have beside their clients. */
  readonly more?: Partial<Runtime>;
}

/** Lambdas with the roles that their declarations give, and the machines of workflows. */
export async function deployAll(deploying: Deploying): Promise<void> {
  const { cloud, platform, names, workflows, functions } = deploying;
  const { region } = platform;
  for (const fn of functions)
    install(deploying, fn.name, fn.allow, 60, (runtime) => functionHandlerFor(fn, runtime));
  for (const workflow of workflows) {
    const allow = workflow.steps.flatMap((step) => step.allow);
    install(deploying, workflow.name, allow, workflow.timeoutSeconds ?? 60, (runtime) =>
      handlerFor(workflow, runtime),
    );
    const name = names.deployed(workflow.name);
    const definition = bindMachine(workflow.machine, {
      handler: arns.function(platform, name),
      stateMachine: (other) => arns.stateMachine(platform, names.deployed(other)),
    });
    const roleArn = arns.role(platform, names.role(region, `${workflow.name}-machine`));
    cloud.roles.createRole({ arn: roleArn, statements: machineStatements(JSON.parse(definition)) });
    const caller = { region, principal: { kind: "person" } } as const;
    await cloud.world.call("states", "CreateStateMachine", { name, roleArn, definition }, caller);
  }
}

function install(
  { cloud, platform, names, more }: Deploying,
  of: string,
  allow: readonly Permission[],
  timeoutSeconds: number,
  handler: (runtime: GivenRuntime) => LambdaHandler,
): void {
  const { region } = platform;
  const functionName = names.deployed(of);
  const roleArn = arns.role(platform, names.role(region, of));
  const statements = roleStatements(allow, basePermissions, (kind) => arnsOf(platform, kind));
  cloud.roles.createRole({ arn: roleArn, statements });
  cloud.lambda.install({
    functionName,
    region,
    roleArn,
    timeoutSeconds,
    memoryMb: 512,
    environment: {},
    load: async (killed) => {
      const clientsIn = (where: string) =>
        cloud.clientsOf({ roleArn, region: where, session: functionName, killed });
      const { clock } = cloud.world;
      return handler(async () => ({ ...more, clock, clients: clientsIn(region), clientsIn, platform }));
    },
  });
}
