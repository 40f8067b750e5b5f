import { holderName, holderVariables } from "@signalbox/core/scaling/hold/holder-variables";
import { holderPort } from "@signalbox/core/scaling/hold/holders";
import type { InfraPromise } from "../promise.ts";
import { configOf, namesIn } from "../view/config.ts";
import { holders } from "../view/holders.ts";
import { ofType, unless, valueIn, wrong } from "../view/resources.ts";
import { at, listOf, parsed } from "../view/values.ts";

const variable = (container: unknown, name: string): string =>
  String(
    at(
      listOf(at(container, "environment")).find((one) => at(one, "name") === name),
      "value",
    ),
  );

export const requestHolders: InfraPromise = {
  name: "a service that goes to zero or whose overflow goes elsewhere, and no other, is reached through a holder: two tasks, whose number is theirs alone, before its own listener",
  check: (graph) => {
    const { inference, regions, services } = configOf(graph);
    const names = namesIn(graph);
    const wanted = holders(graph);
    const deployed = ofType(graph, "aws:ecs/service:Service");
    const families = new Map([...wanted].map(([own, name]) => [names.taskFamily(own), name]));
    const scaled = ofType(graph, "aws:appautoscaling/target:Target").map((one) =>
      String(valueIn(one, "resourceId")),
    );
    return [
      ...[...wanted.keys()].flatMap((own) =>
        regions.flatMap(({ region }) => {
          const found = deployed.find((one) => one.region === region && valueIn(one, "name") === own);
          if (!found) return [`${region} has no ${own}: its requests meet a load balancer without targets`];
          return [
            ...unless(Number(valueIn(found, "desiredCount")) >= 2, found, "is one task, whose end is felt"),
            ...unless(!scaled.some((id) => id.endsWith(`/${own}`)), found, "is scaled by somebody"),
          ];
        }),
      ),
      ...ofType(graph, "aws:ecs/taskDefinition:TaskDefinition").flatMap((task) => {
        const name = families.get(String(valueIn(task, "family")));
        const containers = listOf(parsed(valueIn(task, "containerDefinitions")));
        const holder = containers.find((one) => at(one, "name") === holderName);
        if (name !== undefined) {
          const { port = 0 } = services[name] ?? {};
          const to = inference.services[name]?.spill?.to[task.region];
          const away = variable(holder, holderVariables.spillUrl);
          return [
            ...unless(
              variable(holder, holderVariables.engineUrl).endsWith(`:${port}`) &&
                variable(holder, holderVariables.port) === String(holderPort(port)),
              task,
              "passes on to somebody else's port",
            ),
            ...unless(
              to === undefined ? away === "undefined" : away.includes(`.${to}.`) && away.endsWith(`:${port}`),
              task,
              `sends overflow to ${away}`,
            ),
          ];
        }
        const past = containers.some((one) =>
          [...wanted.values()].some((held) => {
            const port = `:${services[held]?.port}`;
            return ["OLLAMA_BASE_URLS", "OPENAI_API_BASE_URLS"].some((key) =>
              variable(one, key)
                .split(";")
                .some((url) => url.replace("/v1", "").endsWith(port)),
            );
          }),
        );
        return [
          ...unless(holder === undefined, task, "holds requests for what wants no holder"),
          ...(past ? [wrong(task, "asks past the holder, where nobody serves at times")] : []),
        ];
      }),
    ];
  },
};
