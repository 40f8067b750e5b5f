import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { Random } from "../../world/random.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { absolute } from "./resolve.ts";
import type { Zones } from "./zones.ts";

/** All changes of a batch or none; here they are in sync at once, which on AWS takes up to a minute. */
export function changeRecords(
  zones: Zones,
  { HostedZoneId = "", ChangeBatch }: Input<"route53", "ChangeResourceRecordSets">,
  now: number,
  random: Random,
): Output<"route53", "ChangeResourceRecordSets"> {
  const changes = ChangeBatch?.Changes ?? [];
  for (const { Action, ResourceRecordSet: record } of changes) {
    if (!record) throw new AwsError("InvalidInput", "A change needs a record set.");
    refuseUnsupported("route53:ChangeResourceRecordSets", record, [
      "Name",
      "Type",
      "SetIdentifier",
      "Failover",
      "Region",
      "TTL",
      "ResourceRecords",
      "AliasTarget",
      "HealthCheckId",
    ]);
    const there = zones.has(HostedZoneId, record);
    if (Action === "CREATE" && there) throw invalidBatch(record, "but it already exists");
    if (Action === "DELETE" && !there) throw invalidBatch(record, "but it was not found");
  }
  for (const { Action, ResourceRecordSet: record } of changes) {
    if (!record) continue;
    if (Action === "DELETE") zones.remove(HostedZoneId, record);
    else zones.upsert(HostedZoneId, { ...record, Name: absolute(record.Name) });
  }
  const id = `/change/C${random.hex(12).toUpperCase()}`;
  return { ChangeInfo: { Id: id, Status: "INSYNC", SubmittedAt: new Date(now) } };
}

const invalidBatch = ({ Name, Type }: ResourceRecordSet, why: string): AwsError =>
  new AwsError(
    "InvalidChangeBatch",
    `[Tried to change resource record set [name='${Name}', type='${Type}'] ${why}]`,
  );

/** The zone's record sets by name, all on one page. */
export function listRecords(
  zones: Zones,
  input: Input<"route53", "ListResourceRecordSets">,
): Output<"route53", "ListResourceRecordSets"> {
  refuseUnsupported("route53:ListResourceRecordSets", input, ["HostedZoneId", "MaxItems"]);
  const found = zones
    .of(input.HostedZoneId ?? "")
    .toSorted((one, other) => absolute(one.Name).localeCompare(absolute(other.Name)));
  if (found.length > 300) throw unsupported("route53:ListResourceRecordSets", "more than 300 record sets");
  return { ResourceRecordSets: [...found], IsTruncated: false, MaxItems: 300 };
}
