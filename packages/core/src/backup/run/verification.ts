import { z } from "zod";
import { RunProblem } from "./run.ts";

/** Who wants a class's point restored beside and compared with its manifest. */
export const VerifyRequest = z.strictObject({
  class: z.string().min(1).meta({ description: "class of the point, such as database/daily" }),
  point: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "the recovery point, by its ARN; left out, the one that is due" }),
  requestedBy: z.string().min(1).meta({ description: "who or what asks for it" }),
});
export type VerifyRequest = z.output<typeof VerifyRequest>;

const Finding = z.object({ error: z.string(), where: z.string(), sentence: z.string() });

/** What a restore beside showed, against the objectives. */
export const Proof = z.object({
  /** Empty: it is as its manifest says. */
  findings: z.array(Finding),
  /** What would have been lost before the moment that was asked for, in milliseconds; absent where nothing tells. */
  lostMs: z.number().optional(),
  /** From the start of the restore to the end of the comparison, in milliseconds. */
  tookMs: z.number(),
  /** Rows or files, and bytes, that came back. */
  entries: z.number(),
  bytes: z.number(),
  sentence: z.string(),
});
export type Proof = z.output<typeof Proof>;

/** How a verification ended, as the ledger keeps it. */
export const VerificationReport = z.object({
  class: z.string(),
  run: z.string(),
  requestedBy: z.string(),
  startedAt: z.string().optional(),
  endedAt: z.string(),
  /** `nothing-due`: every point that has to be verified is. */
  outcome: z.enum(["verified", "failed", "nothing-due"]),
  point: z.string().optional(),
  proof: Proof.optional(),
  problem: RunProblem.optional(),
});
export type VerificationReport = z.output<typeof VerificationReport>;
