import type { Booted } from "@signalbox/local/boot";

/** How long jobs of AWS Backup took, each from its creation, added up: seconds of the world's time. */
export async function jobSeconds({ world, platform }: Booted): Promise<number> {
  const caller = { region: platform.region, principal: { kind: "person" } } as const;
  const { BackupJobs = [] } = await world.call("backup", "ListBackupJobs", {}, caller);
  const { CopyJobs = [] } = await world.call("backup", "ListCopyJobs", {}, caller);
  const { RestoreJobs = [] } = await world.call("backup", "ListRestoreJobs", {}, caller);
  const took = [...BackupJobs, ...CopyJobs, ...RestoreJobs].map(({ CreationDate, CompletionDate }) =>
    CreationDate && CompletionDate ? CompletionDate.getTime() - CreationDate.getTime() : 0,
  );
  return took.reduce((sum, one) => sum + one, 0) / 1_000;
}
