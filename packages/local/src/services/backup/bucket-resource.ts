import { harmFiles } from "../../world/files/harm.ts";
import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { currentVolume } from "../s3/bucket.ts";
import { type BackedUpResource, memberOf } from "./backed-up-resource.ts";
import { asBackup, asRole } from "./principals.ts";
import { invalidValue } from "./vault.ts";

/** S3: the newest objects of a bucket. A restore puts each of them as the role, so that nothing else is touched. */
export function bucketResource(world: World): BackedUpResource {
  const { files } = world;
  return {
    type: "S3",
    owns: (arn) => arn.startsWith("arn:aws:s3:::"),
    find: async (arn) => {
      // A bucket is asked for in any region; its ARN has none.
      const [region = "us-east-1"] = world.regions;
      const caller = { region, principal: asBackup };
      const Bucket = nameOf(arn);
      try {
        const { Status } = await world.call("s3", "GetBucketVersioning", { Bucket }, caller);
        // https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html
        if (Status !== "Enabled") throw invalidValue(`Versioning is not enabled on the bucket ${Bucket}`);
        return { encryption: "vault", metadata: { DestinationBucketName: Bucket, NewBucket: "false" } };
      } catch (error) {
        if (error instanceof AwsError && error.name === "NoSuchBucket") return undefined;
        throw error;
      }
    },
    point: ({ region, id }) => ({
      arn: `arn:aws:backup:${region}:${world.account}:recovery-point:${id}`,
      content: `point-${id}`,
    }),
    keep: async ({ resourceArn, content }) => {
      await files.remove(content);
      await files.copy(currentVolume(nameOf(resourceArn)), content);
      return { sizeBytes: await files.sizeBytes(content) };
    },
    copy: async ({ from, content }) => {
      await files.remove(content);
      await files.copy(from.content, content);
    },
    restore: async ({ content, region, roleArn, metadata }) => {
      const caller = { region, principal: asRole(roleArn) };
      const Bucket = memberOf(metadata, "DestinationBucketName");
      if (memberOf(metadata, "NewBucket") === "true")
        await world.call("s3", "CreateBucket", { Bucket }, caller).catch((error: unknown) => {
          // Of an attempt before.
          if (!(error instanceof AwsError && error.name === "BucketAlreadyOwnedByYou")) throw error;
        });
      for (const { path } of await files.list(content)) {
        const Body = await files.read(content, path);
        await world.call("s3", "PutObject", { Bucket, Key: path, Body }, caller);
      }
      return `arn:aws:s3:::${Bucket}`;
    },
    checkMetadata: (metadata) => {
      if (memberOf(metadata, "DestinationBucketName") === undefined)
        throw invalidValue("Restore metadata of S3 must have DestinationBucketName");
    },
    sizeBytes: (content) => files.sizeBytes(content),
    forget: (content) => files.remove(content),
    damage: (content, harm, chance) => harmFiles(files, content, harm, chance),
  };
}

const nameOf = (arn: string): string => arn.slice("arn:aws:s3:::".length);
