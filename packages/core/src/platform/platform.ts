import { z } from "zod";
import { RegionRole } from "../config/regions.ts";
import { PipelinePlaces } from "../pipeline/places.ts";
import { ReleasePolicy } from "../release/policy.ts";
import { FreezeWindow } from "../release/turns/freeze-window.ts";
import { BackupPlaces } from "./backup-places.ts";
import { FailoverPlaces } from "./failover-places.ts";
import { InferencePlaces } from "./inference-places.ts";

/** The two sides of a service whose roles swap with each release. */
export const sides = ["blue", "green"] as const;
export const Side = z.enum(sides);
export type Side = z.output<typeof Side>;

const Arn = z.string().startsWith("arn:");
const Name = z.string().regex(/^[a-z][a-z0-9-]*$/);

const SideOfService = z.strictObject({
  /** ECS service. */
  service: z.string().min(1),
  targetGroupArn: Arn,
});

const service = {
  name: Name,
  /** Name of the container in the task definition that runs the image. */
  container: z.string().min(1),
};

/** Where the candidate is tried before users meet it: the preview listener of the public load balancer. */
const PreviewAddress = z.strictObject({
  /** Without a path. */
  url: z.url(),
  /** Has to name the side; absent where the listener serves the candidate by itself. */
  header: z.string().min(1).optional(),
});
export type PreviewAddress = z.output<typeof PreviewAddress>;

const CanaryService = z.strictObject({
  ...service,
  /** Absent where no user reaches the service. */
  previewAddress: PreviewAddress.optional(),
  /** All that forward to the pair of target groups: a rule takes few paths, so a long list of them needs several. */
  listenerRuleArns: z.array(Arn).min(1),
  /** Those that take requests with the preview's cookie before them; absent where no user reaches the service. */
  previewRuleArns: z.array(Arn).min(1).optional(),
  sides: z.strictObject({ blue: SideOfService, green: SideOfService }),
});
export type CanaryService = z.output<typeof CanaryService>;

const BlueGreenService = z.strictObject({
  ...service,
  /** Absent where no user reaches the service. */
  previewAddress: PreviewAddress.optional(),
  /** ECS service, which itself moves between the target groups. */
  service: z.string().min(1),
  productionRuleArn: Arn,
  testRuleArn: Arn,
  targetGroupArns: z.strictObject({ blue: Arn, green: Arn }),
});
export type BlueGreenService = z.output<typeof BlueGreenService>;

const RollingService = z.strictObject({
  ...service,
  /** ECS service. */
  service: z.string().min(1),
  /** Absent where other tasks reach it by Service Connect; so are the rules. */
  targetGroupArn: Arn.optional(),
  /** All that forward to its target group. */
  listenerRuleArns: z.array(Arn).min(1).optional(),
});
export type RollingService = z.output<typeof RollingService>;

const group = {
  name: Name,
  /** ECR repository of the image. */
  repository: z.string().min(1),
  cluster: z.string().min(1),
  policy: ReleasePolicy,
  /** Hashes of the cache whose fields are what its services generate just now; absent where none is known. */
  generationKeys: z.array(z.string().min(1)).min(1).optional(),
  /** Windows in which no release of the group begins, by name. */
  freezes: z.record(z.string(), FreezeWindow).optional(),
};

/** Of a group whose image owns the database's schema. */
export const Migrating = z.strictObject({
  /** As whom the image migrates. */
  migrations: z.literal("open-webui"),
  /** The service whose task definition the migration runs in, with a new image. */
  service: Name,
  /** Of that task definition. */
  container: z.string().min(1),
});
export type Migrating = z.output<typeof Migrating>;

const sidedGroup = {
  ...group,
  /** Absent where releases change no schema. */
  upgrade: Migrating.optional(),
};

const CanaryGroup = z.strictObject({
  strategy: z.literal("canary"),
  ...sidedGroup,
  services: z.array(CanaryService).min(1),
});
export type CanaryGroup = z.output<typeof CanaryGroup>;

const BlueGreenGroup = z.strictObject({
  strategy: z.literal("blue-green"),
  ...sidedGroup,
  services: z.array(BlueGreenService).min(1),
});
export type BlueGreenGroup = z.output<typeof BlueGreenGroup>;

const RollingGroup = z.strictObject({
  strategy: z.literal("rolling"),
  ...group,
  services: z.array(RollingService).min(1),
});
export type RollingGroup = z.output<typeof RollingGroup>;

/**
 * What is released together: one image and one database, by one or more services that are scaled apart. The strategy says
 * how each of them is wired.
 */
export const ReleaseGroup = z.discriminatedUnion("strategy", [CanaryGroup, BlueGreenGroup, RollingGroup]);
export type ReleaseGroup = z.output<typeof ReleaseGroup>;

/** The platform in one region, as its Lambdas know it. Written by the deployment, never by hand. */
export const Platform = z.strictObject({
  /** `name` of the configuration. */
  name: z.string().min(1),
  stage: z.string().min(1),
  account: z.string().regex(/^\d{12}$/),
  region: z.string().min(1),
  /** What the region is for; absent in the observer's, which has no part of the platform. */
  role: RegionRole.optional(),
  /** The other regions in which the platform stands, in the order of the configuration; absent where it stands in one. */
  elsewhere: z.array(z.string().min(1)).min(1).optional(),
  ledgerTable: z.string().min(1),
  idempotencyTable: z.string().min(1),
  /** The subnet that tasks have in each availability zone, by the zone's name; absent where there are none. */
  subnets: z.record(z.string(), z.string()).optional(),
  /** SNS topic that every report goes to. */
  reportTopicArn: Arn,
  /** Secret that holds the URL of the chat webhook; absent where nobody wants one. */
  webhookSecret: z.string().min(1).optional(),
  /** Secret that holds the cache's URL, with its password; absent where no group's generations are in it. */
  cacheSecret: z.string().min(1).optional(),
  /** Rules of the public listener that show the maintenance page once somebody raises it; absent where there is no listener. */
  maintenance: z.strictObject({ page: Arn, health: Arn }).optional(),
  /** Absent where nothing is backed up: in the observer's region. */
  backup: BackupPlaces.optional(),
  /** Of this repository, that it was deployed from, where whoever deployed has said so. */
  commit: z
    .string()
    .regex(/^[0-9a-f]{7,40}$/)
    .optional(),
  /** Absent where a push is released at once, and outside the primary region. */
  pipeline: PipelinePlaces.optional(),
  /** Absent where the platform stands in one region. */
  failover: FailoverPlaces.optional(),
  /** Absent where no service's replicas are planned. */
  inference: InferencePlaces.optional(),
  groups: z.array(ReleaseGroup),
});
export type Platform = z.output<typeof Platform>;

/** The ECS services of a group, as ECS names them. */
export function ecsServicesOf(group: ReleaseGroup): string[] {
  return group.strategy === "canary"
    ? group.services.flatMap((each) => sides.map((side) => each.sides[side].service))
    : group.services.map((each) => each.service);
}

/** The listener rules whose weights or targets a release of the group changes. */
export function listenerRulesOf(group: ReleaseGroup): string[] {
  switch (group.strategy) {
    case "canary":
      return group.services.flatMap(({ listenerRuleArns, previewRuleArns = [] }) => [
        ...listenerRuleArns,
        ...previewRuleArns,
      ]);
    case "blue-green":
      return group.services.flatMap((each) => [each.productionRuleArn, each.testRuleArn]);
    case "rolling":
      return [];
  }
}

export function targetGroupsOf(group: ReleaseGroup): string[] {
  switch (group.strategy) {
    case "canary":
      return group.services.flatMap((each) => sides.map((side) => each.sides[side].targetGroupArn));
    case "blue-green":
      return group.services.flatMap((each) => sides.map((side) => each.targetGroupArns[side]));
    case "rolling":
      return group.services.flatMap(({ targetGroupArn }) => (targetGroupArn ? [targetGroupArn] : []));
  }
}
