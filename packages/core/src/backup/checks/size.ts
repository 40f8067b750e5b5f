import type { Finding } from "../finding.ts";

/**
 * How much is in a backup, as its manifest counts. AWS Backup's own BackupSizeInBytes says nothing of Aurora and, of EFS, only
 * what was transferred: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeBackupJob.html
 */
export interface Size {
  /** Rows, files or parts. */
  readonly entries: number;
  readonly bytes: number;
}

/** Smaller or larger than the middle of the last ones by more than this is looked at before it counts. */
const leastShare = 0.5;
const mostShare = 3;
/** Of fewer there is no telling what is usual. */
const enough = 3;
/** Points that are compared with: a week of daily ones. */
export const comparedPoints = 7;

/** What the size of a backup says of it, next to the sizes of the last verified points of its class. */
export function sizeFindings(size: Size, last: readonly Size[]): readonly Finding[] {
  if (size.entries === 0)
    return [
      {
        error: "Backup.Empty",
        where: "size",
        sentence: "The backup holds nothing: no row, no file, no part.",
      },
    ];
  const usual = last.slice(-comparedPoints);
  if (usual.length < enough) return [];
  return (["entries", "bytes"] as const).flatMap((unit): Finding[] => {
    const middle = median(usual.map((each) => each[unit]));
    const sentence = `It holds ${size[unit]} ${unit}; the last ${usual.length} points hold ${middle} in the middle.`;
    if (size[unit] < middle * leastShare) return [{ error: "Backup.FarSmaller", where: unit, sentence }];
    return size[unit] > middle * mostShare ? [{ error: "Backup.FarLarger", where: unit, sentence }] : [];
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = 0, high = low] = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  return (low + high) / 2;
}
