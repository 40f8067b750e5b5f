import { z } from "zod";
import { ReleasePolicy } from "../release/policy.ts";

/** The two ECS services of a group whose roles swap with each release. */
export const sides = ["blue", "green"] as const;
export const Side = z.enum(sides);
export type Side = z.output<typeof Side>;

const SideOfGroup = z.strictObject({
  service: z.string().min(1),
  targetGroupArn: z.string().startsWith("arn:"),
});

/** What is released together: one image, one database, two sides behind one listener rule. */
export const ReleaseGroup = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** ECR repository of the image. */
  repository: z.string().min(1),
  cluster: z.string().min(1),
  /** Name of the container in the task definition that runs the image. */
  container: z.string().min(1),
  listenerRuleArn: z.string().startsWith("arn:"),
  sides: z.strictObject({ blue: SideOfGroup, green: SideOfGroup }),
  policy: ReleasePolicy,
});
export type ReleaseGroup = z.output<typeof ReleaseGroup>;

/** The platform in one region, as its Lambdas know it. Written by the deployment, never by hand. */
export const Platform = z.strictObject({
  stage: z.string().min(1),
  account: z.string().regex(/^\d{12}$/),
  region: z.string().min(1),
  ledgerTable: z.string().min(1),
  idempotencyTable: z.string().min(1),
  /** SNS topic that every report goes to. */
  reportTopicArn: z.string().startsWith("arn:"),
  groups: z.array(ReleaseGroup),
});
export type Platform = z.output<typeof Platform>;
