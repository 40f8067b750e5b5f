import { holderHealthPath } from "@signalbox/core/scaling/hold/holder-variables";
import type { InfraPromise } from "../promise.ts";
import { configOf } from "../view/config.ts";
import { holders } from "../view/holders.ts";
import { ofType, valueIn, wrong } from "../view/resources.ts";

export const targetGroups: InfraPromise = {
  name: "targets are asked for their readiness every 30 s, chosen by outstanding requests, and drained as their service needs",
  check: (graph) => {
    const services = Object.values(configOf(graph).services);
    const paths = new Set<unknown>(services.map(({ readyPath }) => readyPath));
    if (holders(graph).size > 0) paths.add(holderHealthPath);
    const drains = new Set(services.map(({ drainSeconds }) => drainSeconds));
    const wanted: Readonly<Record<string, (value: unknown) => boolean>> = {
      "healthCheck.path": (path) => paths.has(path),
      "healthCheck.interval": (interval) => interval === 30,
      "healthCheck.timeout": (timeout) => timeout === 5,
      "healthCheck.healthyThreshold": (threshold) => threshold === 2,
      "healthCheck.unhealthyThreshold": (threshold) => threshold === 2,
      loadBalancingAlgorithmType: (algorithm) => algorithm === "least_outstanding_requests",
      deregistrationDelay: (delay) => drains.has(Number(delay)),
      targetType: (type) => type === "ip",
    };
    return ofType(graph, "aws:lb/targetGroup:TargetGroup").flatMap((group) =>
      Object.entries(wanted)
        .filter(([path, holds]) => !holds(valueIn(group, path)))
        .map(([path]) => wrong(group, `has ${path} ${valueIn(group, path)}`)),
    );
  },
};
