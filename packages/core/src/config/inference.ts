import { z } from "zod";
import { field } from "./field.ts";

const GpuPool = z.strictObject({
  instanceType: field(z.string().regex(/^[a-z0-9]+\.[a-z0-9]+$/), {
    description: "EC2 instance type with the GPU",
    example: "g6.xlarge",
  }),
  min: field(z.int().min(0).max(1000), { description: "least instances", example: 0 }).default(0),
  max: field(z.int().min(1).max(1000), { description: "most instances", example: 4 }),
  spotPercent: field(z.int().min(0).max(100), {
    description: "share of the instances on Spot",
    example: 0,
    unit: "%",
  }).default(0),
});

/** GPU capacity that inference may use; the plan of how much is made while it runs. */
export const Inference = z.strictObject({
  pools: field(z.array(GpuPool), { description: "GPU pools, dearest last", example: [] }).default([]),
  monthlyCapUsd: field(z.number().min(0), {
    description: "cost of GPU capacity in a month that scaling must not exceed",
    example: 5000,
    unit: "USD",
  }).optional(),
});
