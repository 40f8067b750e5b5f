import type { RunProblem } from "../run/run.ts";
import type { Proof } from "../run/verification.ts";
import type { MeasuredRestore } from "./entries.ts";

/** A verification or a restore, as far as it tells of time. */
interface Ended {
  readonly run: string;
  /** ISO 8601; absent while it runs. */
  readonly endedAt?: string | undefined;
  readonly proof?: Proof | undefined;
  readonly problem?: RunProblem | undefined;
}

/** The newest of those that came to the end of their comparison, whatever it showed. */
export function lastMeasured(reports: readonly Ended[]): MeasuredRestore | undefined {
  const measured = reports.flatMap(({ run, endedAt, proof }) =>
    proof === undefined || endedAt === undefined ? [] : [{ run, endedAt: Date.parse(endedAt), proof }],
  );
  const last = measured.toSorted((a, b) => b.endedAt - a.endedAt)[0];
  return last && measuredOf(last);
}

const measuredOf = ({
  run,
  endedAt,
  proof: { tookMs, lostMs, entries, bytes, findings, sentence },
}: {
  readonly run: string;
  readonly endedAt: number;
  readonly proof: Proof;
}): MeasuredRestore => ({
  run,
  endedAt,
  tookMs,
  lostMs,
  entries,
  bytes,
  errors: [...new Set(findings.map(({ error }) => error))],
  sentence,
});
