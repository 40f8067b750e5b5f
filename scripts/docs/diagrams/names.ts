import type { Resource } from "../../synth/graph.ts";
import { flowchart } from "./flowchart.ts";
import { at, listOf, type Region, textOf } from "./region.ts";

/** From the name that users type to the load balancer of a region: records, distribution, web ACLs, health checks. */
export function namesDiagram(regions: readonly Region[]): string {
  const chart = flowchart("LR");
  const all = (...kinds: readonly string[]) => regions.flatMap((region) => region.of(...kinds));
  const records = all("Record").filter((record) => aliasOf(record) !== "");
  const balancers = new Map(all("LoadBalancer").map((balancer) => [textOf(balancer, "dnsName"), balancer]));
  const distributions = new Map(
    all("Distribution").map((distribution) => [textOf(distribution, "domainName"), distribution]),
  );
  chart.node("users", ["users"]);

  for (const [host, of] of Map.groupBy(records, (record) => textOf(record, "name")))
    chart.node(host, [host, ...new Set(of.map(({ inputs }) => howOf(inputs)))]);
  for (const distribution of distributions.values()) {
    const acl = all("WebAcl").find((web) => textOf(web, "arn") === textOf(distribution, "webAclId"));
    chart.node(distribution.id, ["CloudFront", ...(acl ? [`web ACL: ${rulesOf(acl)}`] : [])]);
    chart.arrow(
      distribution.id,
      String(at(listOf(distribution, "origins")[0], "domainName")),
      "https, with the origin's header",
    );
  }
  for (const region of regions)
    for (const balancer of region.of("LoadBalancer").filter((one) => textOf(one, "internal") !== "true")) {
      const association = region
        .of("WebAclAssociation")
        .find((one) => textOf(one, "resourceArn") === textOf(balancer, "arn"));
      const acl = region
        .of("WebAcl")
        .find((web) => textOf(web, "arn") === textOf(association ?? web, "webAclArn"));
      chart.node(balancer.id, ["public load balancer", ...(acl ? [`web ACL: ${rulesOf(acl)}`] : [])], {
        id: region.name,
        label: region.name,
      });
    }

  const named = new Set(records.map((record) => textOf(record, "name")));
  for (const record of records) {
    const [from, alias] = [textOf(record, "name"), aliasOf(record)];
    const to =
      balancers.get(alias)?.id ?? distributions.get(alias)?.id ?? (named.has(alias) ? alias : undefined);
    if (to !== undefined) chart.arrow(from, to, policyOf(record));
  }
  const led = new Set(records.map(aliasOf));
  const origins = new Set(
    [...distributions.values()].map((one) => String(at(listOf(one, "origins")[0], "domainName"))),
  );
  const checked = new Set(all("HealthCheck").map((check) => textOf(check, "fqdn")));
  for (const host of named)
    if (checked.has(host)) {
      chart.node("checks", [
        "Route 53's health checks",
        [...new Set(all("HealthCheck").map((one) => textOf(one, "resourcePath")))].join(" ").trim(),
      ]);
      chart.arrow("checks", host);
    } else if (!led.has(host) && !origins.has(host)) chart.arrow("users", host);
  return chart.text();
}

const aliasOf = (record: Resource): string => String(at(listOf(record, "aliases")[0], "name") ?? "");

const howOf = (inputs: Resource["inputs"]): string =>
  "failoverRoutingPolicies" in inputs ? "failover" : "latencyRoutingPolicies" in inputs ? "latency" : "alias";

const policyOf = (record: Resource): string =>
  String(at(listOf(record, "failoverRoutingPolicies")[0], "type") ?? "").toLowerCase();

const rulesOf = (acl: Resource): string =>
  listOf(acl, "rules")
    .map((rule) => String(at(rule, "name")))
    .join(", ");
