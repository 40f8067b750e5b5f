import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

const own = "the laptop's load balancer has one way of doing it";

export const loadBalancer = kind({
  type: "aws:lb/loadBalancer:LoadBalancer",
  becomes: "`CreateLoadBalancer`, `ModifyLoadBalancerAttributes`: a server on 127.0.0.1 for each listener",
  inputs: {
    name: z.string(),
    internal: z.boolean().optional(),
    loadBalancerType: z.literal("application").optional(),
    subnets: z.array(z.string()).min(2),
    securityGroups: z.array(z.string()),
    idleTimeout: z.number().optional(),
    clientKeepAlive: z.number().optional(),
    enableDeletionProtection: leftOut("a laptop's platform may always be deleted"),
    accessLogs: leftOut("there is no S3"),
    dropInvalidHeaderFields: leftOut(own),
    desyncMitigationMode: leftOut(own),
    enableHttp2: leftOut(own),
    enableZonalShift: leftOut("there is no ARC"),
  },
  translate({ name, internal, subnets, securityGroups, idleTimeout, clientKeepAlive }, { name: id, region }) {
    const LoadBalancerArn = `\${${id}.arn}`;
    const attribute = (Key: string, value: number | undefined) =>
      value === undefined ? [] : [{ Key, Value: `${value}` }];
    const Attributes = [
      ...attribute("idle_timeout.timeout_seconds", idleTimeout),
      ...attribute("client_keep_alive.seconds", clientKeepAlive),
    ];
    return [
      call(
        id,
        region,
        "elasticloadbalancing",
        "CreateLoadBalancer",
        {
          Name: name,
          Type: "application",
          Scheme: internal ? "internal" : "internet-facing",
          Subnets: subnets,
          SecurityGroups: securityGroups,
        },
        { arn: "LoadBalancers.0.LoadBalancerArn", dnsName: "LoadBalancers.0.DNSName" },
      ),
      ...(Attributes.length === 0
        ? []
        : [
            call(`${id}Attributes`, region, "elasticloadbalancing", "ModifyLoadBalancerAttributes", {
              ...{ LoadBalancerArn, Attributes },
            }),
          ]),
    ];
  },
});
