import type {
  ContainerOverride,
  Deployment,
  LoadBalancer,
  NetworkConfiguration,
  ServiceDeploymentStatus,
  ServiceEvent,
  TaskDefinition,
  TaskStopCode,
} from "@aws-sdk/client-ecs";
import type { ImageRef, TaskProcess } from "../../world/plane/plane.ts";
import type { Addresses } from "./addresses.ts";
import type { Lifecycle } from "./blue-green/lifecycle.ts";
import type { ContainerProbe } from "./container-health.ts";
import type { ContainerLog } from "./container-log.ts";
import type { DeploymentSettings } from "./deployment-configuration.ts";
import type { StartUp } from "./hazards.ts";
import type { Pulse } from "./pulse.ts";

/** All of ECS in one region. */
export interface RegionState {
  readonly region: string;
  readonly clusters: Map<string, ClusterState>;
  /** Revisions of each family, the first at 0. */
  readonly families: Map<string, Definition[]>;
  readonly addresses: Addresses;
  /** Availability zones of the subnets that were named so far. */
  readonly zones: Map<string, string>;
  /** By ARN. What is gone leaves its tags behind; ARNs never come back. */
  readonly tags: Map<string, Map<string, string>>;
  /** What RunTask did for each client token, by cluster/token. */
  readonly runs: Map<string, { readonly request: string; readonly tasks: readonly TaskState[] }>;
}

export interface ClusterState {
  readonly name: string;
  readonly arn: string;
  readonly services: Map<string, ServiceState>;
  /** By id. */
  readonly tasks: Map<string, TaskState>;
}

/** A task definition with what the scheduler needs of it. */
export interface Definition {
  readonly arn: string;
  readonly family: string;
  description: TaskDefinition;
  /** The sidecar that keeps the lease by which the task may write. */
  readonly keeper?:
    | { readonly name: string; readonly environment: Readonly<Record<string, string>> }
    | undefined;
  readonly container: {
    readonly name: string;
    readonly image: string;
    readonly port: number | undefined;
    readonly stopTimeoutSeconds: number;
    readonly environment: Readonly<Record<string, string>>;
    /** Variables that SSM parameters fill when a container starts. */
    readonly parameters: Readonly<Record<string, string>>;
    readonly health: ContainerProbe | undefined;
    /** In place of what the image starts with. */
    readonly command: readonly string[] | undefined;
    readonly log: ContainerLog | undefined;
    /** What RunTask said of it, as DescribeTasks tells it. */
    readonly overrides: ContainerOverride | undefined;
  };
}

export interface ServiceState {
  /** Tasks of RunTask hang on a service of their own, "standalone", that no cluster lists. */
  readonly kind: "service" | "standalone";
  readonly name: string;
  readonly arn: string;
  readonly cluster: ClusterState;
  readonly region: string;
  readonly createdAt: Date;
  /** As they were given; which target group a revision's tasks stand in, its deployment knows. */
  loadBalancers: readonly LoadBalancer[];
  network: NetworkConfiguration;
  readonly pulse: Pulse;
  status: "ACTIVE" | "DRAINING" | "INACTIVE";
  desiredCount: number;
  graceSeconds: number;
  settings: DeploymentSettings;
  readonly clientToken: string | undefined;
  /** The primary first. */
  deployments: DeploymentState[];
  /** All deployments so far, the latest first, at most 100. */
  readonly history: DeploymentState[];
  /** What a failed deployment is rolled back to. */
  lastCompleted: DeploymentState | undefined;
  /** The blue-green deployment that is under way or on its way back. */
  shifting: ShiftingState | undefined;
  /** The latest first, at most 100. */
  readonly events: ServiceEvent[];
  steady: boolean;
  /** Starts in a row that did not reach RUNNING. */
  failedStarts: number;
  /** No task is started before; milliseconds since 1970. */
  notBefore: number;
  /** Tasks started so far, which spreads them over the subnets. */
  placed: number;
  /** After a task found no capacity: when the next one is placed; milliseconds since 1970. */
  placesAt: number;
}

export interface DeploymentState {
  readonly id: string;
  readonly definition: Definition;
  /** How it was asked to go. */
  readonly settings: DeploymentSettings;
  /** Where its tasks stand: the service's network, as it was then. */
  readonly network: NetworkConfiguration;
  /** The service's, each with the target group in which the tasks of this revision stand. */
  loadBalancers: readonly LoadBalancer[];
  /** Ids of the deployments whose tasks it replaces. */
  readonly sources: readonly string[];
  /** Of a blue-green one: how far it is. */
  readonly lifecycle: Lifecycle | undefined;
  status: ServiceDeploymentStatus;
  statusReason: string | undefined;
  /** What StopServiceDeployment or a hook asked for, until the scheduler sees to it. */
  stopRequest: StopRequest | undefined;
  readonly createdAt: Date;
  updatedAt: Date;
  rolloutState: NonNullable<Deployment["rolloutState"]>;
  rolloutReason: string;
  failedTasks: number;
  /** What the image's tag meant when the first task pulled it; all later tasks run the same. */
  digest: string | undefined;
  /** Whether the service's alarms are watched for it; decided at the first look. */
  alarms: "watched" | "unwatched" | undefined;
  /** Those that ended it. */
  triggeredAlarms: readonly string[];
  /** How long alarms are still watched once all tasks are replaced, and until when. */
  bakeMs: number;
  bakesUntil: number | undefined;
  finishedAt: Date | undefined;
  /** Where a failed one went back to, and since when. */
  rollback: { readonly to: DeploymentState; readonly startedAt: Date } | undefined;
}

/** A deployment that shifts traffic between two target groups. */
export interface ShiftingState extends DeploymentState {
  readonly lifecycle: Lifecycle;
}

export interface StopRequest {
  readonly rollback: boolean;
  readonly reason: string;
}

export type TaskStatus =
  | "PROVISIONING"
  | "PENDING"
  | "ACTIVATING"
  | "RUNNING"
  | "DEACTIVATING"
  | "STOPPING"
  | "DEPROVISIONING"
  | "STOPPED";

export interface StopCause {
  readonly code: TaskStopCode;
  readonly reason: string;
  /** Whether its targets are deregistered and drained before SIGTERM. StopTask does not (containers-roadmap#708). */
  readonly drain: boolean;
}

export interface TaskState {
  readonly id: string;
  readonly arn: string;
  readonly cluster: ClusterState;
  readonly service: ServiceState;
  readonly deployment: DeploymentState;
  readonly createdAt: Date;
  /** service:name, or what RunTask was given. */
  readonly group: string;
  readonly startedBy: string | undefined;
  readonly network: TaskNetwork;
  readonly containerArn: string;
  readonly runtimeId: string;
  readonly launch: AbortController;
  readonly stopRequested: PromiseWithResolvers<void>;
  status: TaskStatus;
  /** Counts its changes, as the events do. */
  version: number;
  stop: StopCause | undefined;
  image: ImageRef | undefined;
  /** What its parameters held when it started. */
  parameters: Readonly<Record<string, string>>;
  process: TaskProcess | undefined;
  /** How it starts, where that takes its time. */
  readonly startUp: StartUp | undefined;
  exit: { readonly exitCode?: number; readonly reason?: string } | undefined;
  /** Its targets stand in the target groups. */
  registered: boolean;
  /** Running and, behind a load balancer, healthy there. */
  healthy: boolean;
  /** Unhealthy past the grace period: to be replaced. */
  failing: boolean;
  /** What the container's own health check says; UNKNOWN without one. */
  containerHealth: "UNKNOWN" | "HEALTHY" | "UNHEALTHY";
  /** Milliseconds since 1970. */
  protectedUntil: number | undefined;
  readonly dates: {
    connectivityAt?: Date;
    pullStartedAt?: Date;
    pullStoppedAt?: Date;
    startedAt?: Date;
    stoppingAt?: Date;
    executionStoppedAt?: Date;
    stoppedAt?: Date;
  };
}

export interface TaskNetwork {
  readonly ip: string;
  readonly subnet: string;
  readonly zone: string;
  readonly attachmentId: string;
  readonly interfaceId: string;
  readonly mac: string;
}

/** Tasks that shall run: what counts against a deployment's limits. */
export const isLive = (task: TaskState): boolean => task.stop === undefined;

export const tasksOf = (service: ServiceState): TaskState[] =>
  [...service.cluster.tasks.values()].filter((task) => task.service === service);
