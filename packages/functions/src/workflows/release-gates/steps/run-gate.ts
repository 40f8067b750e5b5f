import { judgeGates } from "@signalbox/core/analysis/gates/judge-gates";
import { Release } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { setAnalysis } from "../../../aws/run.ts";
import { runGate as ask } from "../../../gates/run-gate.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { questionOf } from "../question.ts";

const Judgement = z.strictObject({ verdict: z.enum(["pass", "fail", "inconclusive"]), sentence: z.string() });

export const runGate = step({
  name: "RunGate",
  description: "Asks one gate of the policy whether the release may go on, and writes down what it says.",
  input: z.strictObject({
    release: Release,
    /** Place in the policy. */
    gate: z.int(),
    /** What the gates before it said. */
    judged: z.array(Judgement),
  }),
  output: z.strictObject({
    judged: z.array(Judgement),
    /** Gates that are still to be asked. */
    left: z.int(),
    /** Of all that were asked. */
    ...Judgement.shape,
  }),
  allow: [...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, gate, judged }, context) => {
    await checkpoint(context, release);
    const { group, run, policy } = release;
    const asked = policy.gates[gate];
    if (!asked) throw new Error(`the policy has no gate ${gate + 1}`);
    const judgement = await ask(asked, questionOf(context, release), context);
    const { verdict, sentence } = judgement;
    await journal(context, release, { text: `${verdict}: ${sentence}`, verdict });
    const all = [...judged, judgement];
    const together = judgeGates(all);
    const at = new Date(context.clock.now()).toISOString();
    // For a person who is asked: the bake's first look takes its place.
    await setAnalysis(ledgerOf(context, group), run, { at, ...together, metrics: [] });
    return { judged: all, left: policy.gates.length - all.length, ...together };
  },
});
