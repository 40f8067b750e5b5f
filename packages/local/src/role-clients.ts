import { type ClientName, type Clients, createClients } from "@signalbox/functions/aws/clients";
import type { FinalizeRequestMiddleware, MiddlewareStack } from "@smithy/types";
import type { Handle } from "./gate/gate.ts";
import type { Roles } from "./gate/roles.ts";
import { untilKilled } from "./services/lambda/killed.ts";
import type { ServiceName } from "./services/modules.ts";
import { type AnyClient, type Circuit, shortCircuit } from "./wire/short-circuit.ts";
import type { World } from "./world/world.ts";

/** Clients that act as one session of a role, through HTTP to the endpoint. */
export function httpClients(world: World, roles: Roles, endpoint: string, role: RoleSession): Clients {
  const { region, roleArn, session, killed, from } = role;
  const settings = {
    region,
    endpoint,
    clock: world.clock,
    credentials: roles.credentialsFor(roleArn, session, from),
  };
  return createClients(settings, (_, { middlewareStack }) => {
    // The stacks differ in their commands alone, at which this middleware does not look.
    if (killed) endWith(middlewareStack as unknown as MiddlewareStack<object, object>, killed);
  });
}

/** Each attempt of a client ends with the process; what it had sent by then still takes effect. */
function endWith(stack: MiddlewareStack<object, object>, killed: AbortSignal): void {
  const middleware: FinalizeRequestMiddleware<object, object> = (next) => (args) =>
    untilKilled(killed, () => next(args));
  stack.addRelativeTo(middleware, {
    name: "untilKilled",
    relation: "after",
    toMiddleware: "retryMiddleware",
  });
}

export interface RoleSession {
  readonly region: string;
  readonly roleArn: string;
  readonly session: string;
  /** The region that it acts from; outside AWS unless said. */
  readonly from?: string;
  /** Aborts when the process that has the clients is killed: they act no more then. */
  readonly killed?: AbortSignal;
}

/** The same clients without a network, for virtual time. */
export function directClients(world: World, handle: Handle, role: RoleSession): Clients {
  const { region, roleArn, session, killed, from } = role;
  const mortal: Handle = killed ? (call) => untilKilled(killed, () => handle(call)) : handle;
  const ids = world.random.fork(`requests of ${roleArn}`);
  const circuit: Circuit = {
    region,
    principal: { kind: "role", arn: roleArn, session, ...(from && { from }) },
    requestIds: () => ids.uuid(),
    clock: world.clock,
  };
  return createClients({ region, clock: world.clock }, (name, client) =>
    // The short circuit looks at no command's own types.
    shortCircuit(client as unknown as AnyClient<object, object>, services[name], mortal, circuit),
  );
}

const services: Readonly<Record<ClientName, ServiceName>> = {
  applicationAutoScaling: "application-autoscaling",
  backup: "backup",
  cloudWatch: "monitoring",
  cloudWatchLogs: "logs",
  dynamodb: "dynamodb",
  ecr: "ecr",
  ecs: "ecs",
  efs: "elasticfilesystem",
  elasticLoadBalancing: "elasticloadbalancing",
  eventBridge: "events",
  kms: "kms",
  lambda: "lambda",
  rds: "rds",
  route53RecoveryCluster: "route53-recovery-cluster",
  s3: "s3",
  secretsManager: "secretsmanager",
  sfn: "states",
  sns: "sns",
  ssm: "ssm",
};
