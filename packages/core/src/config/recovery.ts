import { z } from "zod";
import { field } from "./field.ts";

/** What a failover and a restore must keep to. */
export const Recovery = z.strictObject({
  rtoMinutes: field(z.int().min(1).max(10_080), {
    description: "recovery time objective: of a failover, and of every restore and verification",
    example: 240,
    unit: "min",
  }).default(240),
  rpoMinutes: field(z.int().min(0).max(10_080), {
    description:
      "recovery point objective: replication that lags longer blocks an automatic failover, and a backup that is late by more is an alarm",
    example: 60,
    unit: "min",
  }).default(60),
  automatic: field(z.boolean(), {
    description: "whether a primary region that a quorum sees down is left without asking a person",
    example: true,
  }).default(true),
  confirmMinutes: field(z.int().min(1).max(120), {
    description: "how long the observers must agree",
    example: 5,
    unit: "min",
  }).default(5),
});
