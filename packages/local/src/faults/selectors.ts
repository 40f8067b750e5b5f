import { z } from "zod";
import { jobKinds } from "../services/backup/hazards.ts";

const moment = z.iso.datetime({ error: "a time is written like 2026-01-01T00:00:00Z" });

/** When a fault strikes, and how often; every kind has these. */
export const timing = {
  from: moment.optional().meta({ description: "first moment, in the world's time; at once unless said" }),
  until: moment.optional().meta({ description: "the moment it is over, in the world's time" }),
  forSeconds: z.number().positive().optional().meta({
    description: "how long it lasts from its first moment, in the world's time",
    unit: "s",
  }),
};

/** How often a fault strikes among what it fits. */
export const frequency = {
  count: z.int().min(1).optional().meta({ description: "strikes so often and is over then" }),
  probability: z
    .number()
    .gt(0)
    .max(1)
    .optional()
    .meta({ description: "share of the fitting ones it strikes" }),
};

/** Which calls of AWS's APIs a fault strikes: those that fit every field that is given. */
export const calls = {
  service: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "as signatures name it, such as elasticloadbalancing" }),
  operation: z.string().min(1).optional().meta({ description: "such as ModifyRule" }),
  region: z.string().min(1).optional().meta({ description: "that the call goes to" }),
  role: z.string().min(1).optional().meta({
    description: "name of the caller's role, or of the AWS service that calls, such as ecs.amazonaws.com",
  }),
  containing: z.string().min(1).optional().meta({
    description: "text that the call's input contains, such as the name of a table",
  }),
  ...frequency,
};

/** Which events of AWS's services a fault strikes, before any rule sees them. */
export const events = {
  source: z.string().min(1).optional().meta({ description: "such as aws.cloudwatch" }),
  detailType: z.string().min(1).optional().meta({ description: "such as CloudWatch Alarm State Change" }),
  region: z.string().min(1).optional().meta({ description: "of the event" }),
  ...frequency,
};

/** Which metrics of AWS's services a fault strikes, before CloudWatch has them. */
export const metrics = {
  namespace: z.string().min(1).optional().meta({ description: "such as AWS/ApplicationELB" }),
  metric: z.string().min(1).optional().meta({ description: "such as RequestCount" }),
  region: z.string().min(1).optional().meta({ description: "of the metric" }),
  ...frequency,
};

/** Which jobs of AWS Backup a fault strikes, when they start. */
export const jobs = {
  job: z.enum(jobKinds).optional().meta({ description: "what the job does" }),
  resourceType: z.string().min(1).optional().meta({ description: "such as EFS or Aurora" }),
  region: z.string().min(1).optional().meta({ description: "that the job was started in" }),
  ...frequency,
};

const region = z.string().min(1).meta({ description: "such as us-east-1" });
export const place = { region };

export const zone = z
  .string()
  .regex(/^[a-z0-9-]+[a-f]$/)
  .meta({ description: "such as us-east-1a" });

/** Whose tasks need a GPU. */
export const gpus = {
  region: region.optional(),
  service: z.string().min(1).optional().meta({
    description: "name of the ECS service, or what comes before its -blue or -green; all unless said",
  }),
};

/** How long a stage of a start takes. */
export const stage = (value: number, description: string) =>
  z.number().min(0).default(value).meta({ description, unit: "s" });

export const seconds = (description: string) => z.number().positive().meta({ description, unit: "s" });
