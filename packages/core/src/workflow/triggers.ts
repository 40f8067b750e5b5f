import type { Template } from "./asl.ts";

/** A pattern of EventBridge: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
export type EventPattern = { readonly [field: string]: EventPattern | readonly unknown[] };

/**
 * EventBridge's input transformer: `paths` name parts of the event by JSONPath, `template` is JSON text in which
 * `<name>` stands for such a part.
 */
export interface InputTransformer {
  readonly paths: { readonly [name: string]: `$.${string}` };
  readonly template: string;
}

export type Trigger =
  | {
      readonly kind: "event";
      readonly name: string;
      readonly pattern: EventPattern;
      readonly transformer?: InputTransformer;
    }
  | {
      readonly kind: "schedule";
      readonly name: string;
      readonly expression: string;
      readonly input: Template;
    }
  | { readonly kind: "person" };

export const onTrigger = {
  /** Every event of the default bus that the pattern matches. `name` is the rule's. */
  event: (name: string, pattern: EventPattern, transformer?: InputTransformer): Trigger => ({
    kind: "event",
    name,
    pattern,
    ...(transformer && { transformer }),
  }),
  /** A rate(), cron() or at() expression of EventBridge Scheduler, in UTC. */
  schedule: (name: string, expression: string, input: Template): Trigger => ({
    kind: "schedule",
    name,
    expression,
    input,
  }),
  /** From the command, the console's form or StartExecution. */
  person: (): Trigger => ({ kind: "person" }),
};
