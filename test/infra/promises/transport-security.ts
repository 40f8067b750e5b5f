import type { InfraPromise } from "../promise.ts";
import { ofType, unless, valueIn, wrong } from "../view/resources.ts";
import { at, listOf } from "../view/values.ts";

export const transportSecurity: InfraPromise = {
  name: "users are served over TLS 1.2 or newer alone, and plain HTTP only redirects",
  check: (graph) => {
    const internal = new Set(
      ofType(graph, "aws:lb/loadBalancer:LoadBalancer")
        .filter((balancer) => valueIn(balancer, "internal") === true)
        .map(({ id }) => id),
    );
    const listeners = ofType(graph, "aws:lb/listener:Listener").filter(
      (listener) => !internal.has(String(valueIn(listener, "loadBalancerArn"))),
    );
    return [
      ...listeners.flatMap((listener) =>
        valueIn(listener, "protocol") === "HTTPS"
          ? unless(
              /TLS13-1-[23]|TLS-1-2/.test(String(valueIn(listener, "sslPolicy"))),
              listener,
              "allows old TLS",
            )
          : unless(
              listOf(valueIn(listener, "defaultActions")).every(
                (action) => at(action, "type") === "redirect" && at(action, "redirect.protocol") === "HTTPS",
              ),
              listener,
              "answers without TLS",
            ),
      ),
      ...ofType(graph, "aws:cloudfront/distribution:Distribution").flatMap((distribution) => [
        ...unless(
          String(valueIn(distribution, "viewerCertificate.minimumProtocolVersion")).startsWith("TLSv1.2"),
          distribution,
          "allows old TLS",
        ),
        ...[
          valueIn(distribution, "defaultCacheBehavior"),
          ...listOf(valueIn(distribution, "orderedCacheBehaviors")),
        ]
          .filter(
            (behavior) =>
              !["redirect-to-https", "https-only"].includes(String(at(behavior, "viewerProtocolPolicy"))),
          )
          .map(() => wrong(distribution, "answers without TLS")),
        ...listOf(valueIn(distribution, "origins"))
          .filter((origin) => at(origin, "customOriginConfig.originProtocolPolicy") !== "https-only")
          .map(() => wrong(distribution, "asks its origin without TLS")),
      ]),
    ];
  },
};
