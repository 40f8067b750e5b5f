import { type Clients, createClients } from "@signalbox/functions/aws/clients";
import type { Handle } from "./gate/gate.ts";
import type { Roles } from "./gate/roles.ts";
import { type Circuit, shortCircuit } from "./wire/short-circuit.ts";
import type { World } from "./world/world.ts";

/** Clients that act as one session of a role, through HTTP to the endpoint. */
export function httpClients(world: World, roles: Roles, endpoint: string, role: RoleSession): Clients {
  const { region, roleArn, session } = role;
  return createClients({
    region,
    endpoint,
    clock: world.clock,
    credentials: roles.credentialsFor(roleArn, session),
  });
}

export interface RoleSession {
  readonly region: string;
  readonly roleArn: string;
  readonly session: string;
}

/** The same clients without a network, for virtual time. */
export function directClients(world: World, handle: Handle, role: RoleSession): Clients {
  const { region, roleArn, session } = role;
  const ids = world.random.fork(`requests of ${roleArn}`);
  const circuit: Circuit = {
    region,
    principal: { kind: "role", arn: roleArn, session },
    requestIds: () => ids.uuid(),
    clock: world.clock,
  };
  const clients = createClients({ region, clock: world.clock });
  shortCircuit(clients.applicationAutoScaling, "application-autoscaling", handle, circuit);
  shortCircuit(clients.cloudWatch, "monitoring", handle, circuit);
  shortCircuit(clients.dynamodb, "dynamodb", handle, circuit);
  shortCircuit(clients.ecr, "ecr", handle, circuit);
  shortCircuit(clients.ecs, "ecs", handle, circuit);
  shortCircuit(clients.elasticLoadBalancing, "elasticloadbalancing", handle, circuit);
  shortCircuit(clients.sfn, "states", handle, circuit);
  shortCircuit(clients.sns, "sns", handle, circuit);
  return clients;
}
