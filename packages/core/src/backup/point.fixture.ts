import type { PointPhase, RecoveryPoint } from "./recovery-point.ts";

interface Told {
  readonly id?: string;
  readonly class?: string;
  readonly at: number | string;
  readonly phase?: PointPhase;
  readonly keptDays?: number;
  readonly region?: string;
  readonly copyOf?: string;
}

const dayMs = 86_400_000;

/** A point of database/daily in us-east-1's vault, kept for 30 days, verified unless told otherwise. */
export function point({
  at,
  phase = "verified",
  keptDays = 30,
  region = "us-east-1",
  ...told
}: Told): RecoveryPoint {
  const capturedAt = typeof at === "string" ? Date.parse(at) : at;
  return {
    id: told.id ?? `arn:aws:backup:${region}:111122223333:recovery-point:${capturedAt}`,
    class: told.class ?? "database/daily",
    capturedAt,
    phase,
    copies: [],
    made: { region, vault: "signalbox", expiresAt: capturedAt + keptDays * dayMs, bytes: 1_000, entries: 10 },
    ...(told.copyOf && { copyOf: told.copyOf }),
    ...(phase === "verified" && { verifiedAt: capturedAt + 3_600_000 }),
    ...(phase === "failed" && { problem: { error: "Backup.Empty", sentence: "nothing in it" } }),
  };
}
