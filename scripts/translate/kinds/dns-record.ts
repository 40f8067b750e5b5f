import { hostsOf } from "@signalbox/core/platform/hosts";
import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";
import { home } from "./health-check.ts";

const Alias = z.strictObject({ name: z.string(), zoneId: z.string(), evaluateTargetHealth: z.boolean() });

export const dnsRecord = kind({
  type: "aws:route53/record:Record",
  becomes:
    "`ChangeResourceRecordSets` of an address where there are several regions; CloudFront's name leads to its origin, since it is not here, and what proves a certificate is left out",
  inputs: {
    zoneId: z.string(),
    name: z.string(),
    type: z.enum(["A", "AAAA", "CNAME"]),
    aliases: z.array(Alias).length(1).optional(),
    setIdentifier: z.string().optional(),
    healthCheckId: z.string().optional(),
    failoverRoutingPolicies: z
      .array(z.strictObject({ type: z.enum(["PRIMARY", "SECONDARY"]) }))
      .length(1)
      .optional(),
    latencyRoutingPolicies: z
      .array(z.strictObject({ region: z.string() }))
      .length(1)
      .optional(),
    records: leftOut("values of records that prove a certificate"),
    ttl: leftOut("values of records that prove a certificate"),
    allowOverwrite: leftOut("values of records that prove a certificate"),
  },
  translate: (given, { name: id }, { config }) => {
    const [alias] = given.aliases ?? [];
    if (config.regions.length < 2 || given.type !== "A" || !alias) return [];
    const isCdn = alias.name.endsWith(".cloudfront.net");
    const record = {
      Name: given.name,
      Type: given.type,
      SetIdentifier: given.setIdentifier,
      HealthCheckId: given.healthCheckId,
      Failover: given.failoverRoutingPolicies?.[0]?.type,
      // The provider takes any string; the name of a region is one.
      Region: z.custom<"us-east-1">().optional().parse(given.latencyRoutingPolicies?.[0]?.region),
      AliasTarget: {
        DNSName: isCdn ? hostsOf(config.domain.host).origin : alias.name,
        HostedZoneId: alias.zoneId,
        EvaluateTargetHealth: alias.evaluateTargetHealth,
      },
    };
    const Changes = [{ Action: "UPSERT" as const, ResourceRecordSet: record }];
    const input = { HostedZoneId: given.zoneId, ChangeBatch: { Changes } };
    return [call(id, home, "route53", "ChangeResourceRecordSets", input)];
  },
});
