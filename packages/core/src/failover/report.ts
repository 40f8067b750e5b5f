import { lengthOf } from "../backup/length-of-time.ts";
import { leaseMs } from "./lease.ts";
import type { FailoverMeasures, FailoverRun } from "./run.ts";
import { verdictOf } from "./verdict.ts";

/**
 * What a failover came to, by its record. A planned one that went on without the region that was left cannot tell when that was lost: it
 * may have taken writes until its lease was over.
 */
export function measuresOf({
  mode,
  lostAt,
  replicatedAt,
  claimedAt,
  servedAt,
  startedAt,
  outcome,
}: Pick<
  FailoverRun,
  "mode" | "lostAt" | "replicatedAt" | "claimedAt" | "servedAt" | "startedAt" | "outcome"
>): FailoverMeasures {
  const seconds = (from: string, to: string) => Math.max(0, (Date.parse(to) - Date.parse(from)) / 1_000);
  const until = lostAt ?? (claimedAt && moment(Date.parse(claimedAt) + leaseMs));
  const rpo = mode === "graceful" ? 0 : until && replicatedAt && seconds(replicatedAt, until);
  return {
    ...(outcome === "completed" &&
      servedAt && { rtoSeconds: seconds(lostAt ?? claimedAt ?? startedAt, servedAt) }),
    ...(typeof rpo === "number" && { rpoSeconds: rpo }),
  };
}

/** The incident's timeline as Markdown: evidence, decision, every act, and what may be lost. */
export function reportText(run: FailoverRun): string {
  const { kind, from, to, mode, reason, epoch, measures, outcome = "under way" } = run;
  return [
    `# ${kind} from ${from} to ${to}: ${outcome}`,
    "",
    `${run.run}, ${mode}, ${reason}, asked by ${run.requestedBy}, epoch ${epoch ?? "none"}.`,
    ...(run.problem ? ["", `**${run.problem.error}**: ${run.problem.cause}`] : []),
    "",
    "## Measured",
    "",
    `- RTO: ${measures?.rtoSeconds === undefined ? "not served" : lengthOf(measures.rtoSeconds * 1_000)}`,
    `- RPO: ${measures?.rpoSeconds === undefined ? "unknown" : lengthOf(measures.rpoSeconds * 1_000)}`,
    `- ${riskOf(run)}`,
    "",
    "## Decision",
    "",
    run.sentence,
    "",
    "## Evidence",
    "",
    ...run.evidence.map(
      (one) =>
        `- ${moment(one.at)} ${one.observer}: ${verdictOf(one)} (edge ${one.probes.edge}, login ${one.probes.login}, write ${one.probes.databaseWrite}, replication ${one.probes.replication}${one.sees ? "" : "; it does not see its control targets"})`,
    ),
    "",
    "## Acts",
    "",
    ...run.acts.map(
      (act) =>
        `- ${act.startedAt} to ${act.endedAt} ${act.state}${act.epoch === undefined ? "" : ` (epoch ${act.epoch})`}: ${act.text}`,
    ),
  ].join("\n");
}

/** Which acknowledged writes may be gone. */
export function riskOf({
  mode,
  from,
  lostAt,
  replicatedAt,
}: Pick<FailoverRun, "mode" | "from" | "lostAt" | "replicatedAt">): string {
  if (mode === "graceful")
    return "Writes at risk: none; the new writer had every one before the old one ended.";
  const since = replicatedAt === undefined ? "an unknown moment" : replicatedAt;
  const snapshot = `RDS keeps them in a snapshot \`rds:unplanned-global-failover-…\` in ${from} when that returns: copy it at once.`;
  return `Writes at risk: those that ${from} acknowledged after ${since}${lostAt === undefined ? "" : `, until it was lost at about ${lostAt}`}. ${snapshot}`;
}

const moment = (at: number): string => new Date(at).toISOString();
