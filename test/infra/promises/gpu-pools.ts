import type { InfraPromise } from "../promise.ts";
import { configOf, namesIn } from "../view/config.ts";
import { ofType, unless, valueIn } from "../view/resources.ts";
import { at, listOf, parsed } from "../view/values.ts";

export const gpuPools: InfraPromise = {
  name: "a task asks for a GPU where its service has a pool, and runs on that pool's instances alone; every other one is Fargate's",
  check: (graph) => {
    const { services } = configOf(graph);
    const names = namesIn(graph);
    const poolOf = (is: (name: string) => boolean) =>
      Object.entries(services).find(([name]) => is(name))?.[1].gpu?.pool;
    const tasks = ofType(graph, "aws:ecs/taskDefinition:TaskDefinition").flatMap((task) => {
      const pool = poolOf((name) => names.taskFamily(name) === valueIn(task, "family"));
      const containers = listOf(parsed(valueIn(task, "containerDefinitions")));
      const asked = containers.flatMap((one) => listOf(at(one, "resourceRequirements")));
      return [
        ...unless(
          asked.length === (pool === undefined ? 0 : 1),
          task,
          "asks for GPUs that it is not to have",
        ),
        ...unless(
          listOf(valueIn(task, "requiresCompatibilities")).join() ===
            (pool === undefined ? "FARGATE" : "EC2"),
          task,
          "runs where its service does not",
        ),
      ];
    });
    const clusters = ofType(graph, "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders");
    const placed = ofType(graph, "aws:ecs/service:Service").flatMap((service) => {
      const pool = poolOf((name) =>
        [names.onlyService(name), names.service(name, "blue"), names.service(name, "green")].includes(
          String(valueIn(service, "name")),
        ),
      );
      const known = clusters
        .filter(({ region }) => region === service.region)
        .flatMap((one) => listOf(valueIn(one, "capacityProviders")));
      const wanted =
        pool === undefined
          ? ["FARGATE", "FARGATE_SPOT"]
          : [names.gpuPool(pool, "on-demand"), names.gpuPool(pool, "spot")];
      return listOf(valueIn(service, "capacityProviderStrategies")).flatMap((one) => {
        const provider = String(at(one, "capacityProvider"));
        return unless(
          wanted.includes(provider) && known.includes(provider),
          service,
          `is placed on ${provider}, which is not its own`,
        );
      });
    });
    return [...tasks, ...placed];
  },
};
