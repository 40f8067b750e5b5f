import type { Line, Place } from "../item.ts";
import { hoursPerMonth } from "../prices.ts";

export function networkLines({ region, has, usage, others, primary }: Place): readonly Line[] {
  const gigabytes = usage.natGb;
  // Without endpoints, calls of AWS take the same way out.
  const processed = gigabytes + (has.interfaceEndpoints > 0 ? 0 : usage.endpointGb);
  return [
    { what: "NAT gateways", quantity: has.natGateways * hoursPerMonth, price: "nat-gateway" },
    {
      what: "through NAT gateways",
      quantity: has.natGateways > 0 ? processed : 0,
      price: "nat-data",
    },
    { what: "NAT instance (t4g.nano)", quantity: has.natInstances * hoursPerMonth, price: "t4g.nano" },
    { what: "its disk", quantity: has.natInstances * 8, price: "gp3-storage" },
    {
      what: "public addresses: NAT and load balancer",
      quantity: (has.elasticIps + region.zones) * hoursPerMonth,
      price: "public-ipv4",
    },
    { what: "from tasks to the internet", quantity: gigabytes / 10, price: "internet-out" },
    {
      what: `interface endpoints in ${region.zones} zones`,
      quantity: has.interfaceEndpoints * region.zones * hoursPerMonth,
      price: "interface-endpoint",
    },
    {
      what: "through interface endpoints",
      quantity: has.interfaceEndpoints > 0 ? usage.endpointGb : 0,
      price: "endpoint-data",
    },
    { what: "between zones, at both ends", quantity: 2 * usage.zoneGb, price: "zone-crossing" },
    {
      what: "to other regions",
      quantity: primary ? others * usage.copiedGb : 0,
      price: "region-crossing",
      ...(!primary && { note: "after a failover it is this region that copies" }),
    },
    { what: "flow logs", quantity: usage.flowLogGb, price: "log-ingestion" },
    { what: "KMS key", quantity: has.keys, price: "kms-key", note: "two more after its first two rotations" },
    { what: "requests to KMS", quantity: usage.kmsRequests / 10_000, price: "kms-requests" },
  ];
}
