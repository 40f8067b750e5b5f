import type { Clients } from "@signalbox/functions/aws/clients";
import type { RoleSession } from "../../role-clients.ts";
import type { Random } from "../../world/random.ts";
import type { World } from "../../world/world.ts";
import type { HookState } from "./blue-green/lifecycle.ts";
import type { EcsHazards } from "./hazards.ts";

/** What the parts of ECS share. */
export interface Environment {
  readonly world: World;
  readonly random: Random;
  readonly hazards: EcsHazards;
  /** Aborts when the service is stopped; whatever runs then ends without a further act. */
  readonly end: AbortSignal;
  /** For what runs in tasks and calls AWS itself; absent where nothing does. */
  readonly clientsOf?: ((role: RoleSession) => Clients) | undefined;
  /** Hooks whose function is being asked; a new process asks anew. */
  readonly asking: WeakSet<HookState>;
}

/** ECS calls other services in its own name. */
export const asEcs = (region: string) =>
  ({ region, principal: { kind: "service", name: "ecs.amazonaws.com" } }) as const;

/** Or with a role that a service gives it. */
export const asRole = (region: string, arn: string, session: string) =>
  ({ region, principal: { kind: "role", arn, session, actor: "ecs.amazonaws.com" } }) as const;

export const now = ({ world }: Environment): Date => new Date(world.clock.now());

/** A number of milliseconds in a range of seconds. */
export const within = ({ random }: Environment, range: { least: number; most: number }): number =>
  (range.least + (range.most - range.least) * random.next()) * 1000;
