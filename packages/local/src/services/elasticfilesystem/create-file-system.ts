import type { FileSystemDescription } from "@aws-sdk/client-efs";
import type { Input } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { describeFileSystem } from "./describe-file-systems.ts";
import { efsError } from "./file-system.ts";
import type { FileSystems } from "./file-systems.ts";

/** A moment in which a deleted file system is still shown. Milliseconds. */
const deletionTakes = 5_000;

export async function createFileSystem(
  systems: FileSystems,
  input: Input<"elasticfilesystem", "CreateFileSystem">,
): Promise<FileSystemDescription> {
  refuseUnsupported("CreateFileSystem", input, [
    "CreationToken",
    "PerformanceMode",
    "ThroughputMode",
    "Encrypted",
    "KmsKeyId",
    "Backup",
    "Tags",
  ]);
  const { CreationToken = systems.world.random.uuid(), KmsKeyId, Encrypted = KmsKeyId !== undefined } = input;
  const before = systems.all().find(({ creationToken }) => creationToken === CreationToken);
  if (before)
    throw efsError(
      "FileSystemAlreadyExists",
      `File system '${before.id}' already exists with creation token '${CreationToken}'`,
      { FileSystemId: before.id },
    );
  if (KmsKeyId !== undefined && !Encrypted)
    throw efsError(
      "BadRequest",
      "If you specify a KmsKeyId, you must also set the Encrypted parameter to true.",
    );
  const system = await systems.create({
    creationToken: CreationToken,
    performanceMode: input.PerformanceMode ?? "generalPurpose",
    throughputMode: input.ThroughputMode ?? "bursting",
    encrypted: Encrypted,
    kmsKeyId: KmsKeyId,
    backup: input.Backup ?? false,
    tags: input.Tags ?? [],
  });
  return await describeFileSystem(systems, system);
}

/** Refused while something is mounted. The files are gone at once. */
export async function deleteFileSystem(
  systems: FileSystems,
  { FileSystemId }: Input<"elasticfilesystem", "DeleteFileSystem">,
): Promise<void> {
  const system = systems.get(FileSystemId);
  if (system.mountTargets.size > 0)
    throw efsError("FileSystemInUse", `File system '${system.id}' has mount targets.`);
  system.life.goneFrom ??= systems.now + deletionTakes;
  await systems.world.files.remove(system.id);
}
