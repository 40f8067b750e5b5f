import type { InfraPromise } from "../promise.ts";
import { configOf } from "../view/config.ts";
import { arnOf, ofType, unless, valueIn, wrong } from "../view/resources.ts";

const home = "us-east-1";

export const globalEdge: InfraPromise = {
  name: "CloudFront's certificate and web ACL are in us-east-1, each listener's certificate in its region, and users meet a web ACL",
  check: (graph) => {
    const { edge } = configOf(graph);
    const regionOf = new Map(graph.resources.map((one) => [arnOf(one), one.region]));
    const distributions = ofType(graph, "aws:cloudfront/distribution:Distribution");
    const guarded = new Set(
      ofType(graph, "aws:wafv2/webAclAssociation:WebAclAssociation").map((one) =>
        valueIn(one, "resourceArn"),
      ),
    );
    const doors = ofType(graph, "aws:lb/loadBalancer:LoadBalancer").filter(
      (balancer) => valueIn(balancer, "internal") !== true,
    );
    return [
      ...(edge.cdn && distributions.length === 0 ? ["there is no distribution"] : []),
      ...distributions.flatMap((one) => [
        ...unless(
          regionOf.get(String(valueIn(one, "viewerCertificate.acmCertificateArn"))) === home,
          one,
          `has no certificate in ${home}`,
        ),
        ...(edge.waf
          ? unless(regionOf.get(String(valueIn(one, "webAclId"))) === home, one, `has no web ACL in ${home}`)
          : []),
      ]),
      ...ofType(graph, "aws:wafv2/webAcl:WebAcl")
        .filter((acl) => valueIn(acl, "scope") === "CLOUDFRONT" && acl.region !== home)
        .map((acl) => wrong(acl, `is not in ${home}`)),
      ...ofType(graph, "aws:lb/listener:Listener")
        .filter((listener) => valueIn(listener, "protocol") === "HTTPS")
        .flatMap((listener) =>
          unless(
            regionOf.get(String(valueIn(listener, "certificateArn"))) === listener.region,
            listener,
            `has no certificate in ${listener.region}`,
          ),
        ),
      ...(edge.waf || edge.cdn
        ? doors.flatMap((door) => unless(guarded.has(arnOf(door)), door, "has no web ACL"))
        : []),
    ];
  },
};
