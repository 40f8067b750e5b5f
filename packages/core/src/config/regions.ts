import { z } from "zod";
import { field } from "./field.ts";

export const regionRoles = ["primary", "secondary", "tertiary"] as const;
export const RegionRole = z.enum(regionRoles);
export type RegionRole = z.output<typeof RegionRole>;

export const RegionName = z.string().regex(/^(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d$/, {
  error: "this is no region of AWS's commercial partition, the one with CloudFront and Route 53",
});

/** One region in which the platform stands. */
export const Region = z.strictObject({
  region: field(RegionName, { description: "AWS region", example: "us-east-1" }),
  role: field(RegionRole, { description: "what the region is for", example: "primary" }),
  cidr: field(z.cidrv4(), {
    description: "address range of the VPC, a /16; regions must not overlap, so that they can be peered",
    example: "10.0.0.0/16",
  }),
  zones: field(z.int().min(2).max(3), { description: "availability zones used", example: 3 }),
});
export type Region = z.output<typeof Region>;
