import { z } from "zod";
import { engines } from "../config/inference.ts";
import { ReplicaProfile } from "../scaling/profile.ts";
import { Schedule } from "../scaling/schedules.ts";

/** A service of a release group whose replicas are planned. */
export const PlannedService = z.strictObject({
  name: z.string().min(1),
  group: z.string().min(1),
  /** Whether the planner sets the number of tasks; else it only says what it would do. */
  owned: z.boolean(),
  engine: z.enum(engines),
  profile: ReplicaProfile,
  objective: z.strictObject({
    /** Seconds that a request may wait for a slot. */
    seconds: z.number().nonnegative(),
    /** The share of requests that may wait longer. */
    late: z.number().positive(),
  }),
  /** Replicas, both sides of a release together. */
  bounds: z.strictObject({ least: z.int().nonnegative(), most: z.int().positive() }),
  /** By name: when there are more than the least. */
  schedules: z.record(z.string(), Schedule).optional(),
  /** The deregistration delay of its target groups: what streams longer afterwards is cut by the load balancer. */
  drainSeconds: z.int().nonnegative(),
  /** The ECS service that holds its requests while no replica serves, and the least quiet before the last one goes. */
  hold: z.strictObject({ service: z.string().min(1), quietSeconds: z.int().positive() }).optional(),
  /** The region to which its overflow goes from here, and the share of the requests that may. */
  spill: z.strictObject({ to: z.string().min(1), mostShare: z.number().positive().max(1) }).optional(),
});
export type PlannedService = z.output<typeof PlannedService>;

/** What the planner of inference knows of a region. */
export const InferencePlaces = z.strictObject({
  services: z.array(PlannedService).min(1),
  /** Of all of them, in a month; absent where nobody has set a cap. */
  monthlyCapUsd: z.number().nonnegative().optional(),
});
export type InferencePlaces = z.output<typeof InferencePlaces>;
