import type { Resource } from "../../synth/graph.ts";
import { flowchart } from "./flowchart.ts";
import { localName, type Region, textOf } from "./region.ts";

const internet = "0.0.0.0/0";

/** Who may reach whom: the rules of the region's security groups, an arrow for each pair with all its ports. */
export function reachDiagram(region: Region): string {
  const chart = flowchart("LR");
  const box = { id: "vpc", label: `VPC of ${region.name}` };
  for (const group of region.of("SecurityGroup"))
    chart.node(group.id, [localName(group).replace(/Group$/, ""), textOf(group, "description")], box);
  for (const rule of region.of("SecurityGroupIngressRule")) {
    const from = otherEnd(rule, "internet", "the NAT's addresses");
    if (!from.inside) chart.node(from.id, [from.id]);
    chart.arrow(from.id, textOf(rule, "securityGroupId"), portsOf(rule));
  }
  for (const rule of region.of("SecurityGroupEgressRule")) {
    const to = otherEnd(rule, "internet, by the NAT", "");
    if (to.inside) continue; // drawn by the rule that lets it in
    chart.node(to.id, [to.id]);
    chart.arrow(textOf(rule, "securityGroupId"), to.id, portsOf(rule));
  }
  return chart.text();
}

function otherEnd(
  rule: Resource,
  everybody: string,
  addresses: string,
): { readonly id: string; readonly inside: boolean } {
  const group = textOf(rule, "referencedSecurityGroupId");
  if (group !== "") return { id: group, inside: true };
  if (textOf(rule, "prefixListId") !== "") return { id: "S3 and DynamoDB", inside: false };
  return { id: textOf(rule, "cidrIpv4") === internet ? everybody : addresses, inside: false };
}

function portsOf(rule: Resource): string {
  const [from, to] = [textOf(rule, "fromPort"), textOf(rule, "toPort")];
  return from === to ? from : `${from} to ${to}`;
}
