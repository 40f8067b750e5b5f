import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

const forLogs = "nothing writes logs into it here";

/** One whose name is left to Pulumi holds logs. */
export const bucket = kind({
  type: "aws:s3/bucket:Bucket",
  becomes: "`CreateBucket`; one for logs is left out",
  inputs: {
    bucket: z.string().optional(),
    bucketPrefix: leftOut(forLogs),
    forceDestroy: leftOut("Pulumi's own"),
  },
  translate: ({ bucket: name }, { name: id, region }) =>
    name === undefined ? [] : [call(id, region, "s3", "CreateBucket", { Bucket: name })],
});

export const bucketVersioning = kind({
  type: "aws:s3/bucketVersioning:BucketVersioning",
  becomes: "`PutBucketVersioning`",
  inputs: { bucket: z.string(), versioningConfiguration: z.strictObject({ status: z.literal("Enabled") }) },
  translate: ({ bucket: name, versioningConfiguration }, { name: id, region }) => [
    call(id, region, "s3", "PutBucketVersioning", {
      Bucket: name,
      VersioningConfiguration: { Status: versioningConfiguration.status },
    }),
  ],
});

const enabled = z.strictObject({ status: z.enum(["Enabled", "Disabled"]) });
const keys = "nothing is encrypted";

export const bucketReplication = kind({
  type: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
  becomes: "`PutBucketReplication`",
  inputs: {
    bucket: z.string(),
    role: z.string(),
    rules: z.array(
      z.strictObject({
        id: z.string(),
        priority: z.number(),
        status: z.enum(["Enabled", "Disabled"]),
        filter: z.strictObject({}),
        deleteMarkerReplication: enabled,
        sourceSelectionCriteria: leftOut(keys),
        destination: z.strictObject({
          bucket: z.string(),
          encryptionConfiguration: leftOut(keys),
          replicationTime: leftOut("copies arrive within seconds"),
          metrics: leftOut("nobody reads them"),
        }),
      }),
    ),
  },
  translate: ({ bucket: name, role, rules }, { name: id, region }) => [
    call(id, region, "s3", "PutBucketReplication", {
      Bucket: name,
      ReplicationConfiguration: {
        Role: role,
        Rules: rules.map((rule) => ({
          ID: rule.id,
          Priority: rule.priority,
          Status: rule.status,
          Filter: {},
          DeleteMarkerReplication: { Status: rule.deleteMarkerReplication.status },
          Destination: { Bucket: rule.destination.bucket },
        })),
      },
    }),
  ],
});

/** One without content of its own is the code of a Lambda or a probe. */
export const bucketObject = kind({
  type: "aws:s3/bucketObjectv2:BucketObjectv2",
  becomes: "`PutObject`; the code of Lambdas and probes is this tree's own",
  inputs: {
    bucket: z.string(),
    key: z.string(),
    content: z.string().optional(),
    contentType: z.string().optional(),
    source: leftOut("the code is this tree's own"),
  },
  translate: ({ bucket: name, key, content, contentType }, { name: id, region }) =>
    content === undefined
      ? []
      : [
          call(id, region, "s3", "PutObject", {
            Bucket: name,
            Key: key,
            Body: content,
            ContentType: contentType,
          }),
        ],
});
