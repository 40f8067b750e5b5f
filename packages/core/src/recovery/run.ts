import { z } from "zod";
import { RunProblem } from "../backup/run/run.ts";
import { RecoveryRequest } from "./request.ts";

const Moment = z.string();

/** One act, as the timeline tells it. */
export const RecoveryAct = z.object({
  /** Name of the execution that does it, or of what was done here. */
  name: z.string(),
  /** What was seen last; one sentence. */
  text: z.string(),
  /** ARN of an execution, or who decided. */
  actor: z.string(),
  startedAt: Moment,
  endedAt: Moment.optional(),
  outcome: z.enum(["done", "failed"]).optional(),
});
export type RecoveryAct = z.output<typeof RecoveryAct>;

/** NIST SP 800-61's containment, eradication and recovery, with what is a person's between them. */
export const recoveryPhases = [
  "planning",
  "containing",
  "restoring",
  "eradicating",
  "waiting-for-person",
  "reopening",
  "ended",
] as const;

/** A recovery as it stands in the ledger; its own execution alone writes it. */
export const RecoveryRun = RecoveryRequest.omit({ dryRun: true })
  .extend({
    run: z.string(),
    execution: z.string(),
    region: z.string(),
    phase: z.enum(recoveryPhases),
    startedAt: Moment,
    /** What would be done and lost; one sentence each. */
    plan: z.array(z.string()),
    /** Services whose tasks are replaced. */
    services: z.array(z.string()),
    /** The platform's other regions. */
    elsewhere: z.array(z.string()),
    acts: z.array(RecoveryAct),
    /** When users were seen to be kept out. */
    containedAt: Moment.optional(),
    endedAt: Moment.optional(),
    outcome: z.enum(["planned", "refused", "recovered", "halted"]).optional(),
    problem: RunProblem.optional(),
  })
  .strip();
export type RecoveryRun = z.output<typeof RecoveryRun>;

/** The record with an act, in place of what was said of it before. */
export function withAct(record: RecoveryRun, act: RecoveryAct): RecoveryRun {
  const at = record.acts.findIndex(({ name }) => name === act.name);
  const { startedAt } = record.acts[at] ?? act;
  const told = { ...act, startedAt };
  return { ...record, acts: at < 0 ? [...record.acts, told] : record.acts.with(at, told) };
}
