import type { Principal } from "../service.ts";

/** AWS Backup as the role that it was given. */
export const asRole = (arn: string): Principal => ({
  kind: "role",
  arn,
  session: "AWSBackup",
  actor: "backup.amazonaws.com",
});

/** AWS Backup on its own behalf. */
export const asBackup: Principal = { kind: "service", name: "backup.amazonaws.com" };

export const regionOf = (arn: string): string => arn.split(":")[3] ?? "";
