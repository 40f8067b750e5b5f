import type { Resource } from "../../../scripts/synth/graph.ts";
import type { InfraPromise } from "../promise.ts";
import { configOf } from "../view/config.ts";
import { holders } from "../view/holders.ts";
import { plannedServices } from "../view/planned.ts";
import { ofType, unless, valueIn, wrong } from "../view/resources.ts";

export const services: InfraPromise = {
  name: "every service of the catalogue runs in every region, breaks off a bad deployment and scales within its bounds",
  check: (graph) => {
    const config = configOf(graph);
    const deployed = ofType(graph, "aws:ecs/service:Service");
    const targets = ofType(graph, "aws:appautoscaling/target:Target");
    const policies = ofType(graph, "aws:appautoscaling/policy:Policy");
    const planned = plannedServices(graph);
    const held = holders(graph);
    const isPlanned = (one: Resource) => planned.includes(String(valueIn(one, "name")));
    return [
      ...config.regions.flatMap(({ region }) =>
        Object.keys(config.services)
          .filter(
            (name) =>
              !deployed.some(
                (one) =>
                  one.region === region &&
                  [name, `${name}-blue`, `${name}-green`].includes(String(valueIn(one, "name"))),
              ),
          )
          .map((name) => `${region} does not run ${name}`),
      ),
      ...deployed.flatMap((one) => {
        const resourceId = `service/${one.id.split(":service/").at(-1)}`;
        const isOf = (each: Resource) =>
          each.region === one.region && valueIn(each, "resourceId") === resourceId;
        const target = targets.find(isOf);
        const scaled = policies.filter(isOf);
        // The release machine watches a canary's sides itself, and a breaker would turn them back behind its back.
        const canary = /-(blue|green)$/.test(String(valueIn(one, "name")));
        const breaker = canary || valueIn(one, "deploymentCircuitBreaker.enable") === true;
        // What holds requests is two tasks, whatever comes.
        if (held.has(String(valueIn(one, "name"))))
          return unless(breaker, one, "tries a bad deployment for ever");
        return [
          ...unless(breaker, one, "tries a bad deployment for ever"),
          ...(target ? [] : [wrong(one, "does not scale")]),
          ...(target && scaled.length < 2 && !isPlanned(one)
            ? [wrong(one, "does not scale by CPU and memory")]
            : []),
        ];
      }),
    ];
  },
};
