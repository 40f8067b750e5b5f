import { keeperName } from "@signalbox/core/failover/keeper-variables";
import { isKept } from "@signalbox/core/failover/kept";
import { longestStopMs } from "@signalbox/core/failover/lease";
import type { InfraPromise } from "../promise.ts";
import { configOf, namesIn } from "../view/config.ts";
import { ofType, valueIn, wrong } from "../view/resources.ts";
import { at, listOf, parsed } from "../view/values.ts";

export const leaseKeepers: InfraPromise = {
  name: "where a region can be left, a task that writes begins once its lease keeper is healthy, ends with it, and stops within 30 s",
  check: (graph) => {
    const config = configOf(graph);
    const names = namesIn(graph);
    const kept = new Set(
      Object.entries(config.services).flatMap(([name, service]) =>
        isKept(config, service) ? [names.taskFamily(name)] : [],
      ),
    );
    return ofType(graph, "aws:ecs/taskDefinition:TaskDefinition").flatMap((task) => {
      const containers = listOf(parsed(valueIn(task, "containerDefinitions")));
      const isKeeper = (one: unknown) => at(one, "name") === keeperName;
      const keeper = containers.find(isKeeper);
      if (!kept.has(String(valueIn(task, "family"))))
        return keeper === undefined ? [] : [wrong(task, "keeps a lease that nobody asks of it")];
      if (keeper === undefined) return [wrong(task, "writes without a lease")];
      const serving = containers.find((one) => listOf(at(one, "portMappings")).length > 0);
      const waits = listOf(at(serving, "dependsOn")).some(
        (one) => at(one, "containerName") === keeperName && at(one, "condition") === "HEALTHY",
      );
      const stop = Number(at(serving, "stopTimeout") ?? 30);
      return [
        ...(at(keeper, "essential") === true ? [] : [wrong(task, "goes on when its lease keeper has ended")]),
        ...(at(keeper, "healthCheck")
          ? []
          : [wrong(task, "has a lease keeper that nobody asks for its health")]),
        ...(waits ? [] : [wrong(task, "begins before its lease keeper is healthy")]),
        ...(stop * 1_000 <= longestStopMs
          ? []
          : [wrong(task, `goes on for ${stop} s after its lease keeper`)]),
      ];
    });
  },
};
