import { z } from "zod";

/** Of the shapes below. A document of another version is refused by name, `Backup.ConfigurationRefused`. */
export const documentVersion = 1;

const Machine = z.strictObject({
  arn: z.string(),
  roleArn: z.string(),
  /** ASL. */
  definition: z.string(),
});

const TaskDefinition = z.strictObject({
  /** Of the revision that the service ran. */
  arn: z.string(),
  cluster: z.string(),
  /** As RegisterTaskDefinition takes it. */
  content: z.looseObject({ family: z.string(), containerDefinitions: z.array(z.looseObject({})) }),
});

const Parameter = z.strictObject({
  type: z.enum(["String", "StringList", "SecureString"]),
  version: z.int(),
  /** Never of a SecureString. */
  value: z.string().optional(),
});

/** What Secrets Manager tells of a secret without telling it. */
const SecretMetadata = z.strictObject({
  arn: z.string(),
  description: z.string().optional(),
  keyId: z.string().optional(),
  rotates: z.boolean(),
  /** Set in a replica: where it is a replica of. */
  primaryRegion: z.string().optional(),
  /** ISO 8601; set while it waits for its deletion. */
  deletedAt: z.string().optional(),
  /** Labels, such as AWSCURRENT, by version; a version without one is deprecated, and may be forgotten by AWS. */
  versions: z.record(z.string(), z.array(z.string())),
  replicas: z.array(z.strictObject({ region: z.string(), status: z.string(), keyId: z.string().optional() })),
});

/** What the configuration of one region is made of. Names are those that AWS knows them by. */
export const ConfigurationParts = z.strictObject({
  /** The merged configuration, as the deployment wrote it down; absent where it did not. */
  config: z.unknown().optional(),
  /** What Lambdas know of the region. */
  platform: z.unknown(),
  machines: z.record(z.string(), Machine),
  /** By service. */
  taskDefinitions: z.record(z.string(), TaskDefinition),
  parameters: z.record(z.string(), Parameter),
  secrets: z.record(z.string(), SecretMetadata),
});
export type ConfigurationParts = z.output<typeof ConfigurationParts>;

/** A recovery point of the configuration: one JSON document. */
export const ConfigurationDocument = z.strictObject({
  version: z.literal(documentVersion),
  run: z.string(),
  region: z.string(),
  takenAt: z.iso.datetime(),
  parts: ConfigurationParts,
});
export type ConfigurationDocument = z.output<typeof ConfigurationDocument>;

/** One level down, by `machines/signalbox-production-release` and the like: what a manifest has a digest of each. */
export function partsOf(parts: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(parts).flatMap(([kind, content]): [string, unknown][] =>
      kind === "config" || kind === "platform" || typeof content !== "object" || content === null
        ? [[kind, content]]
        : Object.entries(content).map(([name, part]): [string, unknown] => [`${kind}/${name}`, part]),
    ),
  );
}
