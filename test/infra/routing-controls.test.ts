import { expect, test } from "vitest";
import { readGraph } from "../../scripts/synth/graph.ts";
import { broken, type Mutation, set, the, without } from "./mutation.ts";
import { routingControls } from "./promises/routing-controls.ts";

const parameter = "EuWest1ParameterFailover";

test.each<[string, Mutation["mutate"], RegExp]>([
  [
    "a failover does not know one",
    (all) => {
      const { inputs } = the(all, parameter);
      const places = JSON.parse(String(inputs.value));
      delete places.routing.controls["us-east-1"];
      set(the(all, parameter), "value", JSON.stringify(places));
    },
    /knows not each region's routing control/,
  ],
  [
    "a failover knows two endpoints of their cluster",
    (all) => {
      const { inputs } = the(all, parameter);
      const places = JSON.parse(String(inputs.value));
      places.routing.endpoints.splice(2);
      set(the(all, parameter), "value", JSON.stringify(places));
    },
    /knows 2 endpoints of the cluster's five/,
  ],
  [
    "a region's name follows another health check",
    (all) => {
      const other = all.find(
        ({ type, inputs }) => type === "aws:route53/healthCheck:HealthCheck" && inputs.type === "HTTPS",
      );
      set(the(all, "GlobalToUsEast1"), "healthCheckId", other?.id);
    },
    /GlobalToUsEast1 follows something else/,
  ],
  [
    "nothing keeps one on",
    (all) => without(all, the(all, "GlobalRoutingRule")),
    /no safety rule keeps one of them on/,
  ],
])("routing controls of which %s are found", async (_, mutate, found) => {
  const mutation = { name: "they are changed", breaks: routingControls, mutate };
  expect(await routingControls.check(broken(readGraph("spill-over"), mutation))).toEqual([
    expect.stringMatching(found),
  ]);
});
