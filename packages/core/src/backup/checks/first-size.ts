import type { Finding } from "../finding.ts";

/**
 * What AWS's own size tells of the first point of a target: all of it had to be transferred, so that nothing means that
 * nothing is there. Of later ones it says only what has changed, and of Aurora nothing at all.
 */
export const firstSizeFindings = (
  bytes: number | undefined,
  { isFirst }: { readonly isFirst: boolean },
): readonly Finding[] =>
  isFirst && bytes === 0
    ? [
        {
          error: "Backup.Empty",
          where: "size",
          sentence: "It is the first point of its target, and AWS Backup transferred nothing.",
        },
      ]
    : [];
