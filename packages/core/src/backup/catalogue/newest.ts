import type { RecoveryPoint } from "../recovery-point.ts";

/** The newest point that is there and has not failed; of points oldest first. */
export const newestOf = <P extends RecoveryPoint>(points: readonly P[]): P | undefined =>
  points.findLast(({ phase, made }) => made !== undefined && phase !== "failed" && phase !== "expired");

/** The newest point that is there, and was restored and found whole; of points oldest first. */
export const newestVerifiedOf = <P extends RecoveryPoint>(points: readonly P[]): P | undefined =>
  points.findLast(({ phase }) => phase === "verified");
