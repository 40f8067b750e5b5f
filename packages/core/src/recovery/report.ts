import { lengthOf } from "../backup/length-of-time.ts";
import type { RecoveryRun } from "./run.ts";

/** What was written between the moment that came back and the moment at which nobody could write any more. */
export function lostText({ time, containedAt }: Pick<RecoveryRun, "time" | "containedAt">): string {
  if (containedAt === undefined) return `Lost: all that was written since ${time}.`;
  const length = lengthOf(Date.parse(containedAt) - Date.parse(time));
  return `Lost: all that was written from ${time} until ${containedAt} (${length}); the evidence's snapshot has it.`;
}

/** What stands where a recovery has halted, and what leads on. */
export function standingText({ run, reason, region, elsewhere, acts }: RecoveryRun): readonly string[] {
  const contained = acts.find(({ name }) => name === `${run}-quarantine`);
  if (!contained) return ["Nothing was done."];
  const restore = acts.find(({ name }) => name === `${run}-restore`);
  const regions = [region, ...elsewhere].join(", ");
  const kept =
    contained.outcome === "done"
      ? `Users of ${regions} are kept out by the maintenance page, and no release begins.`
      : `Look whether users of ${regions} see the maintenance page: ${contained.name} is not done: ${contained.text}.`;
  const letIn = "`lower-maintenance` in each region, then `signalbox thaw`";
  if (restore?.outcome !== "done")
    return [
      kept,
      restore ? `Not restored: ${restore.text}.` : "Nothing was restored.",
      "To go on: start `recover-from-harm` again, with another moment where this one was not good.",
      `To let users back to the harm: ${letIn}.`,
    ];
  return [
    kept,
    `${restore.text}.`,
    reason === "security_incident"
      ? `To go on by hand: \`rotate-secret\` and \`restart-service\` of each service, both twice; ${letIn}.`
      : `To go on by hand: ${letIn}.`,
    `To restore another moment: \`signalbox backup release ${restore.name}\`, then start \`recover-from-harm\` again.`,
  ];
}

/** The incident's timeline as Markdown. */
export function recoveryText(record: RecoveryRun): string {
  const { run, reason, region, requestedBy, outcome = record.phase, problem, plan, acts, execution } = record;
  return [
    `# ${reason} in ${region}: ${outcome}`,
    "",
    `${run}, asked by ${requestedBy} at ${record.startedAt}${record.endedAt ? `, ended at ${record.endedAt}` : ""}. ${execution}`,
    ...(problem ? ["", `**${problem.error}**: ${problem.cause}`] : []),
    "",
    lostText(record),
    ...(outcome === "halted"
      ? ["", "## What stands", "", ...standingText(record).map((one) => `- ${one}`)]
      : []),
    "",
    "## Plan",
    "",
    ...plan.map((one) => `- ${one}`),
    "",
    "## Acts",
    "",
    ...acts.map(
      ({ name, text, actor, startedAt, endedAt = "…" }) =>
        `- ${startedAt} to ${endedAt} ${name}: ${text} (${actor})`,
    ),
  ].join("\n");
}
