import {
  behindSidecarPort,
  sidecarName,
  sidecarVariables,
} from "@signalbox/core/scaling/sidecar/sidecar-variables";
import type { InfraPromise } from "../promise.ts";
import { configOf, namesIn } from "../view/config.ts";
import { ofType, unless, valueIn, wrong } from "../view/resources.ts";
import { at, listOf, parsed } from "../view/values.ts";

const variable = (container: unknown, name: string): unknown =>
  at(
    listOf(at(container, "environment")).find((one) => at(one, "name") === name),
    "value",
  );

export const replicaSidecars: InfraPromise = {
  name: "each replica whose number is planned has a sidecar that says what it does, and requests reach an Ollama through it alone",
  check: (graph) => {
    const { inference } = configOf(graph);
    const names = namesIn(graph);
    const engines = new Map(
      Object.entries(inference.services).map(([name, { engine }]) => [names.taskFamily(name), engine]),
    );
    return ofType(graph, "aws:ecs/taskDefinition:TaskDefinition").flatMap((task) => {
      const engine = engines.get(String(valueIn(task, "family")));
      const containers = listOf(parsed(valueIn(task, "containerDefinitions")));
      const sidecar = containers.find((one) => at(one, "name") === sidecarName);
      if (engine === undefined) return unless(sidecar === undefined, task, "measures what nobody plans");
      if (sidecar === undefined) return [wrong(task, "says nothing of its requests")];
      if (engine === "vllm") return unless(at(sidecar, "essential") === false, task, "ends with its sidecar");
      const serving = containers.find((one) => listOf(at(one, "portMappings")).length > 0);
      const port = at(listOf(at(serving, "portMappings"))[0], "containerPort");
      const waits = listOf(at(serving, "dependsOn")).some(
        (one) => at(one, "containerName") === sidecarName && at(one, "condition") === "HEALTHY",
      );
      return [
        ...unless(at(sidecar, "essential") === true, task, "goes on when nobody can reach it any more"),
        ...unless(waits, task, "begins before, or ends after, the sidecar that its requests pass through"),
        ...unless(
          variable(sidecar, sidecarVariables.port) === String(port),
          task,
          "has a sidecar that listens where no request comes",
        ),
        ...unless(
          variable(serving, "OLLAMA_HOST") === `127.0.0.1:${behindSidecarPort}` &&
            variable(sidecar, sidecarVariables.enginePort) === String(behindSidecarPort),
          task,
          "can be reached past the sidecar that counts",
        ),
      ];
    });
  },
};
