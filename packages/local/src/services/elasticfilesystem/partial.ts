import type { Partials } from "../partial.ts";

export const partial: Partials<"elasticfilesystem"> = {
  CreateFileSystem: "nothing is encrypted; files lie in a folder of this machine",
  CreateMountTarget: "there is no network: the address is this machine's, and any subnet is taken",
  CreateAccessPoint: "its user and root directory are remembered and not enforced",
  PutBackupPolicy: "is remembered; no plan of EFS's own runs",
  PutFileSystemPolicy: "the policy is kept and not asked",
  PutLifecycleConfiguration: "is remembered; there is one storage class",
};
