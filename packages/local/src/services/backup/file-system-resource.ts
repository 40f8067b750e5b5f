import { harmFiles } from "../../world/files/harm.ts";
import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Principal } from "../service.ts";
import { type BackedUpResource, type FoundResource, memberOf } from "./backed-up-resource.ts";
import { parsed } from "./parsed.ts";
import { asBackup, asRole, regionOf } from "./principals.ts";
import { invalidValue } from "./vault.ts";

/** How often a new file system is looked at until it is there. Milliseconds. */
const pollMs = 1_000;

/** EFS. Points are volumes of their own beside those of the file systems. */
export function fileSystemResource(world: World, stopped: AbortSignal): BackedUpResource {
  const { files, clock } = world;
  const describe = async (id: string, region: string, principal: Principal) => {
    const found = await world.call(
      "elasticfilesystem",
      "DescribeFileSystems",
      { FileSystemId: id },
      { region, principal },
    );
    return found.FileSystems?.[0];
  };
  const find = async (arn: string): Promise<FoundResource | undefined> => {
    const system = await describe(idOf(arn), regionOf(arn), asBackup).catch((error: unknown) => {
      if (error instanceof AwsError && error.name === "FileSystemNotFound") return undefined;
      throw error;
    });
    if (system?.LifeCycleState !== "available") return undefined;
    return {
      encryption: "vault",
      metadata: {
        "file-system-id": system.FileSystemId ?? "",
        Encrypted: `${system.Encrypted}`,
        PerformanceMode: system.PerformanceMode ?? "generalPurpose",
        ...(system.KmsKeyId !== undefined && { KmsKeyId: system.KmsKeyId }),
      },
    };
  };
  /** A new one of the metadata's creation token, or the one of an attempt before. */
  const newSystem = async (
    metadata: Readonly<Record<string, string>>,
    region: string,
    principal: Principal,
  ): Promise<string> => {
    const KmsKeyId = memberOf(metadata, "KmsKeyId");
    const made = await world
      .call(
        "elasticfilesystem",
        "CreateFileSystem",
        {
          CreationToken: memberOf(metadata, "CreationToken"),
          PerformanceMode: memberOf(metadata, "PerformanceMode") === "maxIO" ? "maxIO" : "generalPurpose",
          Encrypted: memberOf(metadata, "Encrypted") === "true",
          ...(KmsKeyId !== undefined && { KmsKeyId }),
        },
        { region, principal },
      )
      .catch((error: unknown) => {
        if (error instanceof AwsError && error.name === "FileSystemAlreadyExists")
          return { FileSystemId: String(error.fields.FileSystemId) };
        throw error;
      });
    const id = made.FileSystemId ?? "";
    while ((await describe(id, region, principal))?.LifeCycleState === "creating")
      await clock.sleep(pollMs, stopped);
    return id;
  };
  return {
    type: "EFS",
    owns: (arn) => /^arn:aws:elasticfilesystem:[^:]+:\d+:file-system\//.test(arn),
    find,
    point: ({ region, id }) => ({
      arn: `arn:aws:backup:${region}:${world.account}:recovery-point:${id}`,
      content: `point-${id}`,
    }),
    keep: async ({ resourceArn, content }) => {
      await files.remove(content);
      await files.copy(idOf(resourceArn), content);
      return { sizeBytes: await files.sizeBytes(content) };
    },
    copy: async ({ from, content }) => {
      await files.remove(content);
      await files.copy(from.content, content);
    },
    restore: async ({ content, region, roleArn, metadata, startedAt }) => {
      const principal = asRole(roleArn);
      const id =
        memberOf(metadata, "newFileSystem") === "true"
          ? await newSystem(metadata, region, principal)
          : (memberOf(metadata, "file-system-id") ?? "");
      // Into a directory of its own, even in a new file system:
      // https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-efs.html
      const moment = new Date(startedAt).toISOString().replaceAll(/[:.]/g, "-");
      await files.copy(content, id, { under: `aws-backup-restore_${moment}`, ...itemsOf(metadata) });
      return `arn:aws:elasticfilesystem:${region}:${world.account}:file-system/${id}`;
    },
    checkMetadata: (metadata) => {
      itemsOf(metadata);
      if (memberOf(metadata, "file-system-id") === undefined)
        throw invalidValue("Restore metadata of EFS must have file-system-id");
      if (memberOf(metadata, "newFileSystem") === "true" && memberOf(metadata, "CreationToken") === undefined)
        throw invalidValue("Restore metadata of a new file system must have CreationToken");
      if (memberOf(metadata, "KmsKeyId") !== undefined && memberOf(metadata, "Encrypted") !== "true")
        throw invalidValue("If KmsKeyId is specified, Encrypted must be set to true");
    },
    sizeBytes: (content) => files.sizeBytes(content),
    forget: (content) => files.remove(content),
    damage: (content, harm, chance) => harmFiles(files, content, harm, chance),
  };
}

const idOf = (arn: string): string => arn.split("/")[1] ?? "";

/** A list of paths in JSON. */
function itemsOf(metadata: Readonly<Record<string, string>>): { only?: string[] } {
  const text = memberOf(metadata, "itemsToRestore");
  if (text === undefined) return {};
  const only = parsed(text);
  if (!Array.isArray(only) || !only.every((path) => typeof path === "string"))
    throw invalidValue(`itemsToRestore is no list of paths: ${text}`);
  return { only: only.map((path) => path.replace(/^\//, "")) };
}
