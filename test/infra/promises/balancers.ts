import type { InfraPromise } from "../promise.ts";
import { configOf } from "../view/config.ts";
import { ofType, unless, valueIn } from "../view/resources.ts";
import { textsOf } from "../view/values.ts";

export const balancers: InfraPromise = {
  name: "load balancers stand in two zones, write access logs, drop malformed headers, wait as long as a stream is silent and, where there is another region, let users ask for it within a minute",
  check: (graph) => {
    const { edge, regions } = configOf(graph);
    return ofType(graph, "aws:lb/loadBalancer:LoadBalancer").flatMap((one) => [
      ...unless(new Set(textsOf(valueIn(one, "subnets"))).size >= 2, one, "stands in one zone"),
      ...unless(valueIn(one, "accessLogs.enabled") === true, one, "writes no access log"),
      ...unless(valueIn(one, "dropInvalidHeaderFields") === true, one, "passes malformed headers on"),
      ...unless(
        valueIn(one, "idleTimeout") === edge.idleTimeoutSeconds,
        one,
        "cuts silent streams at another time",
      ),
      ...unless(
        regions.length === 1 || valueIn(one, "internal") === true || valueIn(one, "clientKeepAlive") === 60,
        one,
        "keeps users in a region that is left",
      ),
    ]);
  },
};
