import { freeUntilUsed, type Line, type Place } from "../item.ts";
import { hoursPerMonth } from "../prices.ts";

/** What a unit of load balancer capacity carries: https://aws.amazon.com/elasticloadbalancing/pricing/ */
const connectionsOfLcu = 3000;

export function edgeLines(place: Place): readonly Line[] {
  const { config, has, usage, share } = place;
  const carried = Math.max(
    usage.gbOut * share,
    (usage.openConnections / connectionsOfLcu) * hoursPerMonth * share,
  );
  return [
    { what: "load balancers", quantity: has.loadBalancers * hoursPerMonth, price: "alb" },
    {
      what: "capacity of load balancers",
      quantity: carried,
      price: "lcu",
      ...(share === 0 && { note: freeUntilUsed }),
    },
    config.edge.cdn
      ? {
          what: "CloudFront to users",
          quantity: place.primary ? usage.gbOut : 0,
          price: "cloudfront-out",
          global: true,
          note: "at the price of the United States and Europe",
        }
      : { what: "to users", quantity: usage.gbOut * share, price: "internet-out" },
    {
      what: "requests of CloudFront",
      quantity: (has.distributions * usage.requests) / 10_000,
      price: "cloudfront-requests",
      global: true,
    },
    ...firewallLines(place),
    {
      what: "health check of the region",
      quantity: has.endpointChecks,
      price: "health-check",
      global: true,
    },
    { what: "HTTPS of it", quantity: has.endpointChecks, price: "health-check-feature", global: true },
    { what: "other health checks", quantity: has.otherChecks, price: "health-check", global: true },
    {
      what: "ARC routing controls",
      quantity: has.routingClusters * hoursPerMonth,
      price: "routing-cluster",
      global: true,
    },
    { what: "certificate", quantity: 1, price: "certificate", note: "public certificates of ACM are free" },
    {
      what: "access logs",
      quantity: (usage.accessLogGb * share * config.edge.accessLogDays) / 30,
      price: "s3-storage",
    },
  ];
}

function firewallLines({ config, has, usage, share, primary }: Place): readonly Line[] {
  const viewersHere = config.edge.cdn ? (primary ? 1 : 0) : share;
  const asked = (config.edge.waf ? viewersHere : 0) + (config.edge.cdn ? share : 0);
  return [
    { what: "web ACLs", quantity: has.webAcls, price: "web-acl" },
    { what: "their rules", quantity: has.webAclRules, price: "web-acl-rule" },
    { what: "requests that they see", quantity: (asked * usage.requests) / 1e6, price: "web-acl-requests" },
    { what: "bot control", quantity: has.botControls, price: "bot-control" },
    {
      what: "requests that bot control sees",
      quantity: (has.botControls * (config.edge.cdn ? 1 : share) * usage.requests) / 1e6,
      price: "bot-control-requests",
    },
  ];
}
