import { z } from "zod";
import { ledgerKeys } from "../../ledger/keys.ts";
import { Act, Decision, Outcome } from "../../ledger/records.ts";
import { Problem } from "../release.ts";
import { ReleaseSet } from "./set.ts";

/** How one release of a set ended. */
export const MemberReport = z.strictObject({
  name: z.string(),
  run: z.string(),
  region: z.string(),
  /** Of its own report, or why it has none. */
  sentence: z.string(),
  /** How its way back went, where it took a release of its own. */
  back: z.string().optional(),
});
export type MemberReport = z.output<typeof MemberReport>;

export const SetReport = z.object({
  outcome: Outcome,
  problem: Problem.optional(),
  run: z.string(),
  requestedBy: z.string(),
  reason: z.string().optional(),
  startedAt: z.string(),
  endedAt: z.string(),
  members: z.array(MemberReport),
  acts: z.array(Act),
  decisions: z.array(Decision),
});
export type SetReport = z.output<typeof SetReport>;

/** A set in the ledger. */
export const SetRecord = z.object({
  set: ReleaseSet,
  /** Barriers that were opened, by `openedName`, each with when. */
  opened: z.record(z.string(), z.string()),
  report: SetReport.optional(),
});
export type SetRecord = z.output<typeof SetRecord>;

const ends = {
  promoted: "were promoted",
  "rolled-back": "were rolled back",
  stuck: "need a person",
  refused: "were not released",
} as const;

export function setSentence({ outcome, problem, run, members }: SetReport): string {
  const why = problem ? ` (${problem.error}: ${problem.cause})` : "";
  const names = members.map(({ name }) => name).join(", ") || "the releases";
  return `${names} ${ends[outcome]} as one${why}; report: ${ledgerKeys.set(run)} ${ledgerKeys.run(run)}`;
}

/** For the report topic and a terminal. */
export function setText(report: SetReport): string {
  const { startedAt, endedAt, requestedBy, reason, members, acts, decisions } = report;
  return [
    setSentence(report),
    `  ${startedAt} to ${endedAt}, requested by ${requestedBy}${reason === undefined ? "" : `: ${reason}`}`,
    ...members.flatMap(({ name, run, sentence, back }) => [
      `  ${name} (${run}): ${sentence}`,
      ...(back === undefined ? [] : [`    went back: ${back}`]),
    ]),
    ...acts.map(({ at, state, text }) => `  ${at}  ${state.padEnd(18)} ${text}`),
    ...decisions.map(({ at, action, by, reason: why }) => `  ${at}  ${by} said ${action}: ${why}`),
  ].join("\n");
}
