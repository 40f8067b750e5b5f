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
      /** Of a push of an image: whether it goes through the stage's pipeline or is released at once. */
      readonly pushes?: "pipeline" | "release";
    }
  | {
      readonly kind: "schedule";
      readonly name: string;
      readonly expression: string;
      readonly input: Template;
    }
  | { readonly kind: "person" };
type EventTrigger = Extract<Trigger, { readonly kind: "event" }>;

export const onTrigger = {
  /** A tagged push of an image to ECR, as `{"image":{…},"requestedBy":"ecr-push"}`; the stage says which images. */
  push: (pushes: "pipeline" | "release"): EventTrigger => ({
    ...onTrigger.event(
      "ecr-push",
      {
        source: ["aws.ecr"],
        "detail-type": ["ECR Image Action"],
        detail: { "action-type": ["PUSH"], result: ["SUCCESS"], "image-tag": [{ exists: true }] },
      },
      {
        paths: {
          repository: "$.detail.repository-name",
          tag: "$.detail.image-tag",
          digest: "$.detail.image-digest",
        },
        template:
          '{"image":{"repository":<repository>,"tag":<tag>,"digest":<digest>},"requestedBy":"ecr-push"}',
      },
    ),
    pushes,
  }),
  /** Every event of the default bus that the pattern matches. `name` is the rule's. */
  event: (name: string, pattern: EventPattern, transformer?: InputTransformer): EventTrigger => ({
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
