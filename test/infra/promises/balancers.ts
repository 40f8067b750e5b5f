import type { InfraPromise } from "../promise.ts";
import { configOf } from "../view/config.ts";
import { ofType, unless, valueIn } from "../view/resources.ts";
import { textsOf } from "../view/values.ts";

export const balancers: InfraPromise = {
  name: "load balancers stand in two zones, write access logs, drop malformed headers and wait as long as a stream is silent",
  check: (graph) => {
    const { edge } = configOf(graph);
    return ofType(graph, "aws:lb/loadBalancer:LoadBalancer").flatMap((one) => [
      ...unless(new Set(textsOf(valueIn(one, "subnets"))).size >= 2, one, "stands in one zone"),
      ...unless(valueIn(one, "accessLogs.enabled") === true, one, "writes no access log"),
      ...unless(valueIn(one, "dropInvalidHeaderFields") === true, one, "passes malformed headers on"),
      ...unless(
        valueIn(one, "idleTimeout") === edge.idleTimeoutSeconds,
        one,
        "cuts silent streams at another time",
      ),
    ]);
  },
};
