import { type Clients, createClients } from "@signalbox/functions/aws/clients";
import type { FinalizeRequestMiddleware, MiddlewareStack } from "@smithy/types";
import type { Handle } from "./gate/gate.ts";
import type { Roles } from "./gate/roles.ts";
import { untilKilled } from "./services/lambda/killed.ts";
import { type Circuit, shortCircuit } from "./wire/short-circuit.ts";
import type { World } from "./world/world.ts";

/** Clients that act as one session of a role, through HTTP to the endpoint. */
export function httpClients(world: World, roles: Roles, endpoint: string, role: RoleSession): Clients {
  const { region, roleArn, session, killed } = role;
  const clients = createClients({
    region,
    endpoint,
    clock: world.clock,
    credentials: roles.credentialsFor(roleArn, session),
  });
  if (killed)
    // The stacks differ in their commands alone, at which this middleware does not look.
    for (const { middlewareStack } of Object.values(clients))
      endWith(middlewareStack as unknown as MiddlewareStack<object, object>, killed);
  return clients;
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
  /** Aborts when the process that has the clients is killed: they act no more then. */
  readonly killed?: AbortSignal;
}

/** The same clients without a network, for virtual time. */
export function directClients(world: World, handle: Handle, role: RoleSession): Clients {
  const { region, roleArn, session, killed } = role;
  const mortal: Handle = (call) => untilKilled(killed, () => handle(call));
  const ids = world.random.fork(`requests of ${roleArn}`);
  const circuit: Circuit = {
    region,
    principal: { kind: "role", arn: roleArn, session },
    requestIds: () => ids.uuid(),
    clock: world.clock,
  };
  const clients = createClients({ region, clock: world.clock });
  shortCircuit(clients.applicationAutoScaling, "application-autoscaling", mortal, circuit);
  shortCircuit(clients.backup, "backup", mortal, circuit);
  shortCircuit(clients.cloudWatch, "monitoring", mortal, circuit);
  shortCircuit(clients.dynamodb, "dynamodb", mortal, circuit);
  shortCircuit(clients.ecr, "ecr", mortal, circuit);
  shortCircuit(clients.ecs, "ecs", mortal, circuit);
  shortCircuit(clients.efs, "elasticfilesystem", mortal, circuit);
  shortCircuit(clients.elasticLoadBalancing, "elasticloadbalancing", mortal, circuit);
  shortCircuit(clients.eventBridge, "events", mortal, circuit);
  shortCircuit(clients.kms, "kms", mortal, circuit);
  shortCircuit(clients.lambda, "lambda", mortal, circuit);
  shortCircuit(clients.rds, "rds", mortal, circuit);
  shortCircuit(clients.s3, "s3", mortal, circuit);
  shortCircuit(clients.secretsManager, "secretsmanager", mortal, circuit);
  shortCircuit(clients.sfn, "states", mortal, circuit);
  shortCircuit(clients.sns, "sns", mortal, circuit);
  shortCircuit(clients.ssm, "ssm", mortal, circuit);
  return clients;
}
