import { replicaNamespace as namespace } from "@signalbox/core/scaling/replica-metrics";
import type { Measured } from "../../images/image.ts";
import type { Environment } from "./environment.ts";
import type { TaskState } from "./state.ts";

/** Takes what a container measures to CloudWatch, as the sidecar beside it does on AWS: of its service, and of itself. */
export function measure({ world }: Environment, task: TaskState, measured: Measured): void {
  const { name: Service, region } = task.service;
  for (const dimensions of [{ Service }, { Service, Task: task.id }])
    world.metrics.publish({ region, namespace, dimensions, fine: true, ...measured });
}
