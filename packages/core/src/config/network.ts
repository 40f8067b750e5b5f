import { z } from "zod";
import { field, logDays } from "./field.ts";

export const Network = z.strictObject({
  nat: field(z.enum(["per-zone", "single", "instance"]), {
    description: "NAT gateways: one in each zone, one in all, or one small instance",
    example: "per-zone",
  }).default("per-zone"),
  endpoints: field(z.boolean(), {
    description:
      "private ways to the AWS services that tasks call, at 7.30 USD a month for each service and zone; S3 and DynamoDB have free ones always",
    example: true,
  }).default(true),
  flowLogDays: field(logDays, {
    description: "how long the VPC's flow logs are kept",
    example: 90,
    unit: "d",
  }).default(90),
});
