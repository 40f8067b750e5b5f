import type { InfraPromise } from "../promise.ts";
import { configOf } from "../view/config.ts";
import { ofType, valueIn, wrong } from "../view/resources.ts";
import { at, listOf, parsed } from "../view/values.ts";

export const containers: InfraPromise = {
  name: "containers run our own images, read-only and unprivileged, with secrets by reference",
  check: (graph) => {
    const config = configOf(graph);
    const writable = new Set<string>(
      Object.entries(config.services).flatMap(([name, { readOnlyRoot }]) => (readOnlyRoot ? [] : [name])),
    );
    const repositories = ofType(graph, "aws:ecr/repository:Repository").map((one) => valueIn(one, "name"));
    return ofType(graph, "aws:ecs/taskDefinition:TaskDefinition").flatMap((task) => {
      const family = String(valueIn(task, "family"));
      return listOf(parsed(valueIn(task, "containerDefinitions"))).flatMap((container) => {
        const image = String(at(container, "image"));
        const own = repositories.some((name) =>
          image.includes(`.dkr.ecr.${task.region}.amazonaws.com/${name}`),
        );
        // The agent of drills installs what AWS FIS needs; it is there with features.chaos alone.
        const installs = config.features.chaos && at(container, "name") === "fault-agent";
        const free = installs || [...writable].some((name) => family.endsWith(`-${name}`));
        const leaks = listOf(at(container, "environment")).some((variable) =>
          /PASSWORD|SECRET|_KEY$|TOKEN$/.test(String(at(variable, "name"))),
        );
        return [
          ...(own ? [] : [wrong(task, `runs ${image}, which no repository of ${task.region} has`)]),
          ...(at(container, "readonlyRootFilesystem") === true || free
            ? []
            : [wrong(task, "can write to its image")]),
          ...(at(container, "privileged") === true ? [wrong(task, "has a privileged container")] : []),
          ...(leaks ? [wrong(task, "has a secret in its environment")] : []),
        ];
      });
    });
  },
};
