import { z } from "zod";
import { behaviours } from "../images/behaviour.ts";
import { outcomes } from "../services/backup/hazards.ts";
import { fileHarms } from "../world/files/harm.ts";
import { copies } from "../world/links.ts";
import {
  calls,
  events,
  frequency,
  gpus,
  jobs,
  metrics,
  place,
  seconds,
  stage,
  timing,
  zone,
} from "./selectors.ts";

function kind<const Name extends string, Fields extends z.core.$ZodLooseShape>(
  name: Name,
  description: string,
  fields: Fields,
) {
  return { name, description, schema: z.strictObject({ kind: z.literal(name), ...fields, ...timing }) };
}

const of = z.enum(copies).default("database").meta({ description: "what is copied" });

/** Every way in which the local cloud can fail, as data: what the page, the command, the door and tests offer. */
export const kinds = [
  kind("throttle", "Refuse calls as throttled: all that fit, a share of them, or those beyond a rate.", {
    ...calls,
    ratePerSecond: z
      .number()
      .positive()
      .optional()
      .meta({ description: "so many fitting calls pass", unit: "1/s" }),
  }),
  kind(
    "lose-request",
    "Break the connection before the call reaches the service: no effect, no answer.",
    calls,
  ),
  kind("lose-reply", "Break the connection after the effect: the service acted, and no answer came.", calls),
  kind("delay", "Hold a call back before it reaches the service.", {
    ...calls,
    seconds: seconds("how long"),
  }),
  kind("fail", "Answer a call with an error instead of doing it.", {
    ...calls,
    error: z.string().min(1).meta({ description: "its code, such as InternalServerError" }),
    status: z.int().min(400).max(599).default(500).meta({ description: "its HTTP status" }),
  }),
  kind("deny", "Refuse a call as if no policy allowed it.", calls),
  kind(
    "stale-read",
    "Answer a read with what it answered before, as far as that was seen since the fault was added; strongly consistent reads are spared.",
    {
      ...calls,
      seconds: z.number().min(0).default(0).meta({
        description: "age of the answer at least; 0: the last one that differs from now",
        unit: "s",
      }),
    },
  ),
  kind(
    "lambda-crash",
    "End a Lambda's process at a call that it makes; AWS runs the next attempt elsewhere.",
    {
      function: z.string().min(1).meta({ description: "its name" }),
      when: z
        .enum(["before", "after"])
        .meta({ description: "before the call's effect, or before its answer" }),
      call: z.int().min(1).default(1).meta({ description: "the so-manieth fitting call of one invocation" }),
      service: calls.service,
      operation: calls.operation,
      containing: calls.containing,
      ...frequency,
    },
  ),
  kind(
    "region-dark",
    "Stop a region: nobody reaches it, and nothing runs in it until it is back, with what it had; or close its APIs or its load balancers alone.",
    {
      ...place,
      plane: z.enum(["both", "control", "data"]).default("both").meta({
        description: "control: the APIs alone; data: the users' traffic alone; all runs on in either",
      }),
    },
  ),
  kind(
    "region-partitioned",
    "Cut a region off, or two from one another: it runs on, reaches nothing outside itself, and nothing outside reaches it.",
    {
      ...place,
      other: z.string().min(1).optional().meta({ description: "the only one that it is cut off from" }),
    },
  ),
  kind("region-slow", "Let a region answer late: its APIs, and its load balancers.", {
    ...place,
    seconds: seconds("how much later"),
  }),
  kind(
    "zone-dark",
    "Cut an availability zone off, or let it limp: its load balancer reaches no task there.",
    {
      zone,
      ...frequency,
    },
  ),
  kind("replication-lags", "Let what AWS copies into a region arrive late.", {
    ...place,
    seconds: seconds("how late"),
    of,
  }),
  kind("replication-stops", "Let nothing that AWS copies into a region arrive.", { ...place, of }),
  kind("image-misbehaves", "Make running containers behave as another kind of image would.", {
    repository: z.string().min(1).meta({ description: "of the image" }),
    revision: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "the tag, version or digest that x-revision says" }),
    region: z.string().min(1).optional().meta({ description: "only there" }),
    behaviour: z.enum(behaviours).meta({ description: "how" }),
  }),
  kind("task-crash", "Kill running tasks without warning; ECS sees that their container ended.", {
    service: z.string().min(1).meta({ description: "name of the ECS service" }),
    ...place,
    tasks: z.int().min(1).default(1).meta({ description: "how many" }),
  }),
  kind(
    "gpu-start-up",
    "Let tasks start as on instances with GPUs, stage by stage; medians, as half of all take.",
    {
      ...gpus,
      instanceSeconds: stage(90, "until an instance is there"),
      pullSeconds: stage(60, "for the image"),
      weightsSeconds: stage(60, "until the model is loaded"),
      warmUpSeconds: stage(20, "until it answers"),
      spread: z.number().min(0).max(1).default(0.2).meta({
        description:
          "of each stage, the standard deviation of its logarithm: with 0.2 one in twenty takes 1.4 times the median",
      }),
    },
  ),
  kind("no-gpu-capacity", "Have no room for more tasks: ECS cannot place them.", {
    ...gpus,
    zone: zone.optional(),
    tasks: z.int().min(0).default(0).meta({ description: "so many have room all the same" }),
  }),
  kind(
    "spot-interruption",
    "Take Spot instances back: EC2 warns of it, ECS drains them, and two minutes later they end.",
    {
      ...place,
      service: z.string().min(1).meta({ description: "name of the ECS service" }),
      tasks: z.int().min(1).default(1).meta({ description: "how many, one on each instance" }),
    },
  ),
  kind("weights-lag", "Let load balancers go on by the rules before a change.", {
    loadBalancer: z.string().min(1).optional().meta({ description: "its name; all unless said" }),
    seconds: seconds("after a change of its rules"),
    ...frequency,
  }),
  kind("late-metrics", "Give CloudWatch data late, under their own time.", {
    ...metrics,
    seconds: seconds("how late"),
  }),
  kind("missing-metrics", "Lose data on their way to CloudWatch.", metrics),
  kind("late-events", "Deliver events late.", { ...events, seconds: seconds("how late") }),
  kind("repeated-events", "Deliver events twice, with one id.", events),
  kind("reordered-events", "Deliver an event after the next one that fits, or after a minute.", events),
  kind("lost-events", "Lose events.", events),
  kind("backup-job-ends", "End a job of AWS Backup otherwise than well.", {
    ...jobs,
    outcome: z.enum(outcomes).meta({
      description: "failed, aborted, expired before it starts, partial, or completed with issues",
    }),
    message: z.string().min(1).optional().meta({ description: "what the job says of it" }),
  }),
  kind("slow-backup-job", "Let a job of AWS Backup run longer.", { ...jobs, seconds: seconds("how much") }),
  kind("damaged-backup", "Let a job of AWS Backup keep something else than there was, and not know it.", {
    ...jobs,
    damage: z.enum(fileHarms).meta({ description: "what is wrong with it" }),
  }),
] as const;

export type Kind = (typeof kinds)[number];
export type KindName = Kind["name"];

/** One fault, as its schema reads it. */
export type Fault<Name extends KindName = KindName> = z.output<Extract<Kind, { name: Name }>["schema"]>;
/** One fault, as it is written. */
export type FaultInput<Name extends KindName = KindName> = z.input<Extract<Kind, { name: Name }>["schema"]>;
