import { createHash } from "node:crypto";
import type { GateJudgement, GateQuestion, ReleaseGate } from "@signalbox/core/analysis/gates/gate";
import { judgeLoadTest } from "@signalbox/core/analysis/gates/load-test-gate";
import type { StepContext } from "../context.ts";
import type { WebContext } from "../web/within.ts";
import { askWebhook } from "./ask-webhook.ts";
import { runLoadTest } from "./run-load-test.ts";

/** Asks a gate. It throws nothing: what goes wrong on the way is an inconclusive verdict with a sentence. */
export async function runGate(
  gate: ReleaseGate,
  question: GateQuestion,
  context: WebContext & Pick<StepContext, "visit">,
): Promise<GateJudgement> {
  if (gate.kind === "webhook") return await askWebhook(gate, question, keyOf(gate, context.visit), context);
  if (question.preview === undefined)
    return {
      verdict: "inconclusive",
      sentence: `${gate.name}: the candidate has no preview address to test`,
    };
  return judgeLoadTest(gate, await runLoadTest(gate, question.preview, context));
}

/** One for each gate at each visit of a state: a step that is run again asks with the same key. */
const keyOf = ({ name }: ReleaseGate, { execution, state, entered }: StepContext["visit"]): string =>
  createHash("sha256").update([execution, state, entered, name].join("\n")).digest("hex").slice(0, 32);
