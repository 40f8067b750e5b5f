import { z } from "zod";
import { field } from "../../config/field.ts";

export const restorables = ["database", "files", "configuration", "secrets", "all"] as const;

/** What a person asks to have back, and as of when: one of `point` and `time`. */
export const RestoreRequest = z
  .strictObject({
    what: field(z.enum(restorables), { description: "what is restored", example: "database" }),
    point: field(z.string().min(1), {
      description: "the recovery point to restore, by its ARN",
      example: "arn:aws:backup:us-east-1:111122223333:recovery-point:0a1b2c3d",
    }).optional(),
    time: field(z.iso.datetime(), {
      description: "the moment to go back to",
      example: "2026-11-21T21:59:00Z",
    }).optional(),
    region: field(z.string().min(1), {
      description: "where; left out, in the primary region",
      example: "us-east-1",
    }).optional(),
    dryRun: field(z.boolean(), {
      description: "only says what would be replaced and lost",
      example: true,
    }).default(false),
    reason: field(z.string().min(1), { description: "why, for the report", example: "a table was dropped" }),
  })
  .refine(({ point, time }) => (point === undefined) !== (time === undefined), {
    error: "give one of point and time",
    path: ["time"],
  });
export type RestoreRequest = z.output<typeof RestoreRequest>;
