import type { Regional } from "../regional.ts";
import type { Memory } from "../service.ts";
import type { Environment } from "./environment.ts";
import { launch, startProcess } from "./launch.ts";
import { Pulse } from "./pulse.ts";
import { schedule } from "./scheduler.ts";
import type { ClusterState, RegionState, ServiceState, TaskState } from "./state.ts";
import { runTask } from "./task-run.ts";

/** Without what only this process has: how it waits, and the containers. */
type SavedService = Omit<ServiceState, "cluster" | "pulse">;
type SavedTask = Omit<TaskState, "cluster" | "service" | "launch" | "stopRequested" | "process"> & {
  readonly service: SavedService;
};

/** Whatever several things share, such as a deployment, is shared in here too: `v8.serialize` keeps that. */
interface Saved extends Pick<RegionState, "families" | "tags" | "zones"> {
  readonly clusters: readonly (Pick<ClusterState, "name" | "arn"> & {
    readonly services: readonly SavedService[];
    readonly tasks: readonly SavedTask[];
  })[];
  /** Of each client token of RunTask, the ids of its tasks. */
  readonly runs: ReadonlyMap<string, { readonly request: string; readonly tasks: readonly string[] }>;
  readonly addressesTaken: number;
}

/**
 * Clusters, definitions, services and tasks. Containers end with the process; for the same tasks, they are started anew, and
 * those that had not begun to run begin their start again.
 */
export function memory(environment: Environment, at: Regional<RegionState>): Memory {
  return {
    save: () => new Map([...at.known()].map(([region, state]) => [region, save(state)])),
    restore: (parts) => {
      for (const [region, saved] of parts) restore(at(region), saved as Saved); // as `save` gave it
    },
    resume: () => {
      for (const state of at.known().values())
        for (const { services, tasks } of state.clusters.values()) {
          for (const service of services.values())
            environment.world.background(`ecs service ${service.arn}`, () =>
              schedule(environment, state, service),
            );
          for (const task of tasks.values()) resume(environment, task);
        }
    },
  };
}

function save({ clusters, families, tags, zones, runs, addresses }: RegionState): Saved {
  const known = new Map<ServiceState, SavedService>();
  const serviceOf = (service: ServiceState): SavedService => {
    const { cluster: _, pulse: __, ...saved } = service;
    const same = known.get(service) ?? saved;
    known.set(service, same);
    return same;
  };
  return {
    families,
    tags,
    zones,
    runs: new Map([...runs].map(([token, run]) => [token, { ...run, tasks: run.tasks.map(({ id }) => id) }])),
    addressesTaken: addresses.taken,
    clusters: [...clusters.values()].map(({ name, arn, services, tasks }) => ({
      name,
      arn,
      services: [...services.values()].map(serviceOf),
      tasks: [...tasks.values()].map(
        ({ cluster: _, launch: __, stopRequested: ___, process: ____, service, ...task }) => ({
          ...task,
          service: serviceOf(service),
        }),
      ),
    })),
  };
}

function restore(state: RegionState, { clusters, families, tags, zones, runs, addressesTaken }: Saved): void {
  for (const [family, definitions] of families) state.families.set(family, definitions);
  for (const [arn, tagged] of tags) state.tags.set(arn, tagged);
  for (const [subnet, zone] of zones) state.zones.set(subnet, zone);
  state.addresses.restore(addressesTaken);
  const restored = new Map<string, TaskState>();
  for (const { name, arn, services, tasks } of clusters) {
    const cluster: ClusterState = { name, arn, services: new Map(), tasks: new Map() };
    state.clusters.set(name, cluster);
    const known = new Map<SavedService, ServiceState>();
    const serviceOf = (saved: SavedService): ServiceState => {
      const service = known.get(saved) ?? { ...saved, cluster, pulse: new Pulse() };
      known.set(saved, service);
      return service;
    };
    for (const service of services) cluster.services.set(service.name, serviceOf(service));
    for (const saved of tasks) {
      const task: TaskState = {
        ...saved,
        cluster,
        service: serviceOf(saved.service),
        launch: new AbortController(),
        stopRequested: Promise.withResolvers(),
        process: undefined,
        containerHealth: "UNKNOWN",
      };
      if (task.stop) task.stopRequested.resolve();
      cluster.tasks.set(task.id, task);
      restored.set(task.id, task);
    }
  }
  for (const [token, { request, tasks }] of runs)
    state.runs.set(token, { request, tasks: tasks.flatMap((id) => restored.get(id) ?? []) });
}

function resume(environment: Environment, task: TaskState): void {
  if (task.status === "STOPPED") return;
  const { image, stop, status } = task;
  const begin = async (): Promise<void> => {
    if (stop) return;
    if (status === "RUNNING" && image) await startProcess(environment, task, image);
    else await launch(environment, task);
  };
  environment.world.background(`ecs task ${task.arn}`, () => runTask(environment, task, begin));
}
