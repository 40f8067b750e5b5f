import { z } from "zod";
import { ReplicaProfile } from "../scaling/profile.ts";
import { Schedule } from "../scaling/schedules.ts";
import { field, Name } from "./field.ts";
import { RegionName } from "./regions.ts";

const InstanceType = z.string().regex(/^[a-z0-9-]+\.[a-z0-9]+$/);

/** Instances of EC2 that come and go with the tasks of the services that name the pool. */
const GpuPool = z.strictObject({
  name: field(Name.max(20), { description: "as services name it", example: "gpu" }),
  instanceTypes: field(z.array(InstanceType).min(1).max(20), {
    description:
      "EC2 instance types with one NVIDIA GPU and an x86 processor; EC2 takes the first that a zone has, on Spot the one that is least likely to be taken back",
    example: ["g6.xlarge", "g5.xlarge"],
  }),
  min: field(z.int().min(0).max(1000), {
    description: "least instances, on demand unless all are on Spot",
    example: 0,
  }).default(0),
  max: field(z.int().min(1).max(1000), {
    description: "most instances, on demand and on Spot each",
    example: 4,
  }),
  spotPercent: field(z.int().min(0).max(100), {
    description: "share of the tasks on Spot; where EC2 has none, that share waits",
    example: 0,
    unit: "%",
  }).default(0),
  standby: field(z.int().min(0).max(100), {
    description:
      "instances that stand by stopped, their images pulled, beside those that run; on demand alone",
    example: 1,
  }).default(0),
  diskGb: field(z.int().min(30).max(2000), {
    description: "disk of an instance: images, and the weights that its tasks have fetched",
    example: 100,
    unit: "GB",
  }).default(100),
});
export type GpuPool = z.output<typeof GpuPool>;

/** Who measures a replica, and in whose words. */
export const engines = ["ollama", "vllm"] as const;

/** A service whose replicas are planned; its bounds are its `scaling.min` and `scaling.max`. */
const Planned = z.strictObject({
  owner: field(z.enum(["planner", "autoscaling"]), {
    description:
      "who sets the number of its tasks: the planner, beside which no scaling policy stands, or AWS's target tracking, beside which the planner only says what it would do",
    example: "planner",
  }).default("planner"),
  engine: field(z.enum(engines), {
    description: "what serves the model; it decides where queue, slots and tokens are read",
    example: "vllm",
  }),
  profile: ReplicaProfile.prefault({}),
  objective: z
    .strictObject({
      waitSeconds: field(z.number().min(0).max(600), {
        description: "how long a request may wait for a slot",
        example: 5,
        unit: "s",
      }).default(5),
      latePercent: field(z.number().positive().max(50), {
        description: "share of the requests that may wait longer",
        example: 1,
        unit: "%",
      }).default(1),
    })
    .prefault({}),
  schedules: z.record(Name, Schedule).default({}),
  hold: z
    .strictObject({
      quietMinutes: field(z.int().min(1).max(1440), {
        description:
          "with `scaling.min` 0: how long nothing must have been asked for before the last replica is let go, at least. It stays longer where a start-up and the wait for it are worth more; people read, think and come back",
        example: 15,
        unit: "min",
      }).default(15),
      patienceSeconds: field(z.int().min(1).max(3990), {
        description:
          "with `scaling.min` 0: how long a request is held while no replica serves, before it is answered 503; left out, 1.6 times `profile.startSeconds` and 90 s",
        example: 570,
        unit: "s",
      }).optional(),
      requests: field(z.int().min(1).max(10_000), {
        description: "with `scaling.min` 0: requests that each of the two tasks holds at once, at most",
        example: 200,
      }).default(200),
      mostMegabytes: field(z.int().min(1).max(128), {
        description: "and what their bodies may be together",
        example: 64,
        unit: "MB",
      }).default(64),
    })
    .prefault({}),
  spill: z
    .strictObject({
      to: field(z.record(RegionName, RegionName), {
        description:
          "by region, the other region of the platform that serves what would wait too long there and cannot be had there. Prompts and answers go to that region, by a way that you make: VPC peering or a transit gateway, and routes between the private subnets",
        example: { "us-east-1": "eu-west-1" },
      }),
      mostPercent: field(z.int().min(1).max(100), {
        description: "share of the requests that goes there, at most",
        example: 50,
        unit: "%",
      }).default(100),
    })
    .optional(),
});

/** GPU capacity that inference may use, and the services whose replicas are planned while it runs. */
export const Inference = z.strictObject({
  pools: field(z.array(GpuPool), { description: "pools of GPU instances", example: [] }).default([]),
  services: z.record(Name, Planned).default({}),
  monthlyCapUsd: field(z.number().min(0), {
    description: "cost of all planned replicas in a month that scaling must not exceed",
    example: 5000,
    unit: "USD",
  }).optional(),
});
