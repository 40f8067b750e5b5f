import { freeUntilUsed, type Line, type Place } from "../item.ts";

export function backupLines({ config, usage, primary }: Place): readonly Line[] {
  const copied = Object.values(config.backup.classes).some((each) => each.copyRetentionDays !== undefined);
  const held = primary ? usage.backupGb : copied ? usage.backupCopyGb : 0;
  // Recovery points are of the database and of the files, as far as these go.
  const whole = usage.databaseGb + usage.filesGb;
  const database = whole === 0 ? 0 : usage.databaseGb / whole;
  const files = config.data.files.kind === "efs" ? "backup-efs" : "backup-s3";
  const note = primary || copied ? undefined : freeUntilUsed;
  return [
    {
      what: "recovery points of the database",
      quantity: held * database,
      price: "backup-aurora",
      ...(note && { note }),
    },
    {
      what: "recovery points of files",
      quantity: held * (1 - database),
      price: files,
      ...(note && { note }),
    },
  ];
}
