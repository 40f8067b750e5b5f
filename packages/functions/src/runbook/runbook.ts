import { onTrigger } from "@signalbox/core/workflow/triggers";
import type { AnyStep } from "@signalbox/core/workflow/workflow";
import type { z } from "zod";
import type { StepContext } from "../context.ts";
import type { AnyWorkflow } from "../step.ts";
import { defineWorkflow } from "../step.ts";
import { type RunbookAct, runbookMachine } from "./machine.ts";
import { tell } from "./tell.ts";

interface Runbook {
  readonly name: string;
  /** Good enough for three in the morning: what it does, and what users notice. */
  readonly description: string;
  readonly input: z.ZodObject;
  readonly where?: NonNullable<AnyWorkflow["where"]>;
  readonly look: AnyStep<StepContext>;
  /** One after another. */
  readonly acts: readonly (RunbookAct & { readonly step: AnyStep<StepContext> })[];
}

/** A small procedure that a person starts: looks, acts, and tells what it did. A dry run ends after the look. */
export const runbook = ({ look, acts, ...said }: Runbook): AnyWorkflow =>
  defineWorkflow({
    ...said,
    triggers: [onTrigger.person()],
    machine: runbookMachine({ comment: said.description, look, acts }),
    steps: [look, ...acts.map(({ step }) => step), tell],
  });
