import { engines } from "@signalbox/core/config/inference";
import { holderVariables } from "@signalbox/core/scaling/hold/holder-variables";
import type { Limits } from "@signalbox/core/scaling/hold/queue";
import { z } from "zod";

const count = z.coerce.number().int().min(1);

const Environment = z.object({
  [holderVariables.service]: z.string().min(1),
  [holderVariables.engine]: z.enum(engines),
  [holderVariables.engineUrl]: z.url(),
  [holderVariables.readyPath]: z.string().startsWith("/"),
  [holderVariables.port]: count.max(65_535),
  [holderVariables.patienceSeconds]: count,
  [holderVariables.most]: count,
  [holderVariables.mostBytes]: count,
  [holderVariables.spillUrl]: z.url().optional(),
  [holderVariables.ledger]: z.string().min(1).optional(),
  [holderVariables.planned]: z.string().min(1).optional(),
});

export interface HolderSettings {
  /** Its own ECS service. */
  readonly service: string;
  readonly engine: (typeof engines)[number];
  readonly engineUrl: string;
  readonly readyPath: string;
  readonly port: number;
  readonly patienceMs: number;
  readonly limits: Limits;
  /** Where overflow goes; absent where it goes nowhere. */
  readonly spill?: SpillSettings;
}

export interface SpillSettings {
  readonly url: string;
  /** The table in which the planner speaks, and of which service. */
  readonly table: string;
  readonly service: string;
}

/** Throws where the environment is not as the deployment writes it. */
export function holderSettingsOf(environment: Readonly<Record<string, string | undefined>>): HolderSettings {
  const given = Environment.parse(environment);
  const [url, table, service] = [
    given[holderVariables.spillUrl],
    given[holderVariables.ledger],
    given[holderVariables.planned],
  ];
  return {
    service: given[holderVariables.service],
    engine: given[holderVariables.engine],
    engineUrl: given[holderVariables.engineUrl],
    readyPath: given[holderVariables.readyPath],
    port: given[holderVariables.port],
    patienceMs: given[holderVariables.patienceSeconds] * 1000,
    limits: { most: given[holderVariables.most], mostBytes: given[holderVariables.mostBytes] },
    ...(url !== undefined &&
      table !== undefined &&
      service !== undefined && { spill: { url, table, service } }),
  };
}
