import { z } from "zod";
import { field } from "./field.ts";

export const regionRoles = ["primary", "secondary", "tertiary"] as const;
export const RegionRole = z.enum(regionRoles);
export type RegionRole = z.output<typeof RegionRole>;

export const RegionName = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, { error: "a region is written as AWS does, such as eu-west-1" });

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
