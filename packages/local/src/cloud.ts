import type { Clients } from "@signalbox/functions/aws/clients";
import { type Faults, faultyWorld } from "./faults/faults.ts";
import { authorise } from "./gate/authorise.ts";
import { type Forbidden, forbiddenCalls } from "./gate/forbidden.ts";
import { type Guard, gate, type Handle } from "./gate/gate.ts";
import { type CallLog, callLog } from "./gate/log.ts";
import { createRoles, type Roles } from "./gate/roles.ts";
import { directClients, httpClients, type RoleSession } from "./role-clients.ts";
import { applicationAutoscaling } from "./services/application-autoscaling/service.ts";
import { backup } from "./services/backup/service.ts";
import { dynamodb } from "./services/dynamodb/service.ts";
import { ecr } from "./services/ecr/service.ts";
import { ecs } from "./services/ecs/service.ts";
import { elasticfilesystem } from "./services/elasticfilesystem/service.ts";
import { elasticloadbalancing } from "./services/elasticloadbalancing/service.ts";
import { events } from "./services/events/service.ts";
import { kms } from "./services/kms/service.ts";
import type { AccessOf, LambdaHost } from "./services/lambda/host.ts";
import { lambda } from "./services/lambda/service.ts";
import { logs } from "./services/logs/service.ts";
import { monitoring } from "./services/monitoring/service.ts";
import { rds } from "./services/rds/service.ts";
import { route53 } from "./services/route53/service.ts";
import type { RoutingControls } from "./services/route53-recovery-cluster/controls.ts";
import { route53RecoveryCluster } from "./services/route53-recovery-cluster/service.ts";
import { s3 } from "./services/s3/service.ts";
import { scheduler } from "./services/scheduler/service.ts";
import { secretsmanager } from "./services/secretsmanager/service.ts";
import type { Service } from "./services/service.ts";
import { sns } from "./services/sns/service.ts";
import { sqs } from "./services/sqs/service.ts";
import { ssm } from "./services/ssm/service.ts";
import { states } from "./services/states/service.ts";
import { sts } from "./services/sts/service.ts";
import { type Keeper, keeper } from "./store/keeper.ts";
import type { Store } from "./store/store.ts";
import { type ConnectedWorld, createWorld, type WorldSetting } from "./world/create.ts";
import type { Names } from "./world/edge/names.ts";

export interface Cloud {
  readonly world: ConnectedWorld;
  readonly roles: Roles;
  readonly lambda: LambdaHost;
  readonly services: readonly Service[];
  /** What goes wrong in it, by whoever asks for it. */
  readonly faults: Faults;
  /** Where public names lead. */
  readonly names: Names;
  /** The switches by which it may turn users, as a deployment makes them. */
  readonly routing: Pick<RoutingControls, "add" | "addRule" | "isOn">;
  /** Calls that were tried at regions which nobody reached, or at APIs that a failover must not need. */
  readonly forbidden: Forbidden;
  /** Every call that reached a service. */
  readonly log: CallLog;
  /** Where the cloud outlives its process. */
  readonly keeper: Keeper | undefined;
  /** The one way in, for both transports. */
  readonly handle: Handle;
  /** From now on, roles' clients go through HTTP to this endpoint; until then they are short-circuited. */
  connectTo(endpoint: string): void;
  /** Clients that sign as a session of the role. */
  clientsOf(role: RoleSession): Clients;
  stop(): Promise<void>;
}

/**
 * All services on one world, behind one gate. `guards` stand outside the check of roles, the first one outermost. With a
 * store, the cloud's keeper can carry it over the end of the process.
 */
export function createCloud(setting: WorldSetting, guards: readonly Guard[] = [], store?: Store): Cloud {
  const real = createWorld(setting);
  const hazardous = faultyWorld(real);
  const { faults, world, guards: faultGuards, loadBalancers, lambda: lambdaHazards, backups } = hazardous;
  const log = callLog(() => world.clock.now());
  const forbidden = forbiddenCalls(() => world.clock.now(), world.links);
  const roles = createRoles(world.random.fork("roles"));
  let endpoint: string | undefined;
  const access: AccessOf = ({ roleArn, session, from }) => ({
    endpoint,
    ...roles.credentialsFor(roleArn, session, from),
  });
  const functions = lambda(world, access, lambdaHazards);
  const routing = route53RecoveryCluster(world);
  const zones = route53(world, routing.controls);
  const services: readonly Service[] = [
    applicationAutoscaling(world),
    backup(world, backups),
    dynamodb(world),
    ecr(world),
    ecs(world, hazardous.ecs, (role) => clientsOf(role)),
    elasticfilesystem(world),
    elasticloadbalancing(world, loadBalancers),
    events(world),
    kms(world),
    functions,
    logs(world),
    monitoring(world),
    rds(world),
    zones,
    routing,
    s3(world),
    scheduler(world),
    secretsmanager(world),
    sns(world),
    sqs(world),
    ssm(world),
    states(world),
    sts(world),
  ];
  const kept = store && keeper(store, services, world.clock);
  const inner = [...faultGuards, log.guard, ...(kept ? [kept.guard] : [])];
  const handle = gate(services, [forbidden.guard, ...guards, authorise(services, roles), ...inner]);
  world.connect(handle);

  // Eight clients take about 1 ms to make, and a scenario may ask for them at each of thousands of polls.
  const clients = new Map<string, Clients>();
  const clientsOf = (role: RoleSession): Clients => {
    const make = (): Clients =>
      endpoint === undefined ? directClients(world, handle, role) : httpClients(world, roles, endpoint, role);
    // Clients that end with a process are that process's own.
    if (role.killed) return make();
    const key = `${endpoint} ${role.roleArn} ${role.region} ${role.session} ${role.from}`;
    const made = clients.get(key) ?? make();
    clients.set(key, made);
    return made;
  };
  return {
    world,
    services,
    roles,
    lambda: functions,
    names: zones.names,
    routing: routing.controls,
    forbidden,
    faults,
    log,
    keeper: kept,
    handle,
    clientsOf,
    connectTo: (url) => {
      endpoint = url;
    },
    stop: async () => {
      await kept?.stop();
      for (const service of services) await service.stop?.();
      await world.plane.stop();
      await world.files.stop();
    },
  };
}
