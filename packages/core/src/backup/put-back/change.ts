import { z } from "zod";

const Parameter = z.strictObject({
  kind: z.literal("parameter"),
  name: z.string(),
  type: z.enum(["String", "StringList"]),
  /** What it held when the plan was made; absent where there was none. */
  from: z.string().optional(),
  to: z.string(),
});

const TaskDefinition = z.strictObject({
  kind: z.literal("task-definition"),
  service: z.string(),
  /** The revision that cannot be run any more. */
  arn: z.string(),
  /** As RegisterTaskDefinition takes it. */
  content: z.looseObject({ family: z.string(), containerDefinitions: z.array(z.looseObject({})) }),
});

const secret = { name: z.string(), arn: z.string() };

/** One thing that a restore writes back. */
export const Change = z.discriminatedUnion("kind", [
  Parameter,
  TaskDefinition,
  /** A secret that waits for its deletion is kept. */
  z.strictObject({ kind: z.literal("secret-deletion"), ...secret }),
  /** AWSCURRENT goes from one version to another. */
  z.strictObject({ kind: z.literal("secret-version"), ...secret, from: z.string(), to: z.string() }),
]);
export type Change = z.output<typeof Change>;

/** What a plan found: what is written back, and what others have to bring, one sentence each. */
export interface PutBackPlan {
  readonly changes: readonly Change[];
  readonly told: readonly string[];
}

/** For people, before and after it is done. */
export function sentenceOf(change: Change): string {
  switch (change.kind) {
    case "parameter":
      return change.from === undefined
        ? `parameter ${change.name}: it is gone, and is made again with ${shown(change.to)}`
        : `parameter ${change.name}: ${shown(change.from)} → ${shown(change.to)}`;
    case "task-definition":
      return `task definition of ${change.service}: ${change.arn} cannot be run any more, and is registered again as a new revision of ${change.content.family}`;
    case "secret-deletion":
      return `secret ${change.name}: it waits for its deletion → it is kept`;
    case "secret-version":
      return `secret ${change.name}: AWSCURRENT is version ${change.from} → version ${change.to}`;
  }
}

/** Characters of a value that a sentence shows. */
const mostShown = 60;

const shown = (value: string): string =>
  value.length <= mostShown ? `“${value}”` : `“${value.slice(0, mostShown)}…” (${value.length} characters)`;
