import { beforeEach, expect, test } from "vitest";
import { surroundings } from "../testing.ts";
import { elasticfilesystem } from "./service.ts";

let cloud: ReturnType<typeof surroundings>;
beforeEach(() => {
  cloud = surroundings((world) => [elasticfilesystem(world)]);
});

const available = async (): Promise<string> => {
  const made = await cloud.call("elasticfilesystem", "CreateFileSystem", {
    CreationToken: "uploads",
    Encrypted: true,
    Tags: [{ Key: "Name", Value: "files" }],
  });
  expect(made).toMatchObject({ LifeCycleState: "creating", Name: "files", NumberOfMountTargets: 0 });
  await cloud.pass(10_000);
  return made.FileSystemId ?? "";
};

test("a file system becomes available, tells how much is in it and is made once for a token", async () => {
  const FileSystemId = await available();
  await cloud.world.files.write(FileSystemId, "a/b", Buffer.from("12345"));
  const { FileSystems } = await cloud.call("elasticfilesystem", "DescribeFileSystems", { FileSystemId });
  expect(FileSystems).toMatchObject([
    { LifeCycleState: "available", Encrypted: true, SizeInBytes: { Value: 5 } },
  ]);
  await expect(
    cloud.call("elasticfilesystem", "CreateFileSystem", { CreationToken: "uploads" }),
  ).rejects.toMatchObject({ name: "FileSystemAlreadyExists", fields: { FileSystemId } });
  await expect(
    cloud.call("elasticfilesystem", "DescribeFileSystems", { FileSystemId }, "us-west-2"),
  ).rejects.toMatchObject({ name: "FileSystemNotFound" });
});

test("a file system with mount targets is not deleted; after it, its files are gone", async () => {
  const FileSystemId = await available();
  const mount = { FileSystemId, SubnetId: "subnet-1", SecurityGroups: ["sg-1"] };
  const { MountTargetId } = await cloud.call("elasticfilesystem", "CreateMountTarget", mount);
  await expect(cloud.call("elasticfilesystem", "CreateMountTarget", mount)).rejects.toMatchObject({
    name: "MountTargetConflict",
  });
  await expect(cloud.call("elasticfilesystem", "DeleteFileSystem", { FileSystemId })).rejects.toMatchObject({
    name: "FileSystemInUse",
  });
  const targets = () => cloud.call("elasticfilesystem", "DescribeMountTargets", { FileSystemId });
  expect((await targets()).MountTargets).toMatchObject([{ LifeCycleState: "creating" }]);
  await cloud.pass(120_000);
  expect((await targets()).MountTargets).toMatchObject([{ LifeCycleState: "available" }]);
  await cloud.call("elasticfilesystem", "DeleteMountTarget", { MountTargetId });
  await cloud.call("elasticfilesystem", "DeleteFileSystem", { FileSystemId });
  expect(await cloud.world.files.exists(FileSystemId)).toBe(false);
  const { FileSystems } = await cloud.call("elasticfilesystem", "DescribeFileSystems", {});
  expect(FileSystems).toMatchObject([{ LifeCycleState: "deleting" }]);
  await cloud.pass(60_000);
  expect((await cloud.call("elasticfilesystem", "DescribeFileSystems", {})).FileSystems).toEqual([]);
});

test("an access point belongs to its file system and is tagged by its id", async () => {
  const FileSystemId = await available();
  const { AccessPointId = "" } = await cloud.call("elasticfilesystem", "CreateAccessPoint", {
    FileSystemId,
    PosixUser: { Uid: 1000, Gid: 1000 },
    RootDirectory: { Path: "/open-webui" },
  });
  await cloud.call("elasticfilesystem", "TagResource", {
    ResourceId: AccessPointId,
    Tags: [{ Key: "Name", Value: "point" }],
  });
  await cloud.pass(10_000);
  const { AccessPoints } = await cloud.call("elasticfilesystem", "DescribeAccessPoints", { FileSystemId });
  expect(AccessPoints).toMatchObject([
    { AccessPointId, Name: "point", LifeCycleState: "available", RootDirectory: { Path: "/open-webui" } },
  ]);
});

test("policies are remembered, and one that is not there is said to be missing", async () => {
  const FileSystemId = await available();
  await expect(
    cloud.call("elasticfilesystem", "DescribeFileSystemPolicy", { FileSystemId }),
  ).rejects.toMatchObject({ name: "PolicyNotFound" });
  await cloud.call("elasticfilesystem", "PutFileSystemPolicy", { FileSystemId, Policy: "{}" });
  await cloud.call("elasticfilesystem", "PutBackupPolicy", {
    FileSystemId,
    BackupPolicy: { Status: "ENABLED" },
  });
  expect(
    (await cloud.call("elasticfilesystem", "DescribeBackupPolicy", { FileSystemId })).BackupPolicy,
  ).toEqual({ Status: "ENABLED" });
});
