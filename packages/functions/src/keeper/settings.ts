import { keeperVariables } from "@signalbox/core/failover/keeper-variables";
import { longestStopMs } from "@signalbox/core/failover/lease";
import { z } from "zod";

const regions = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.string().min(1)).min(2));

const Environment = z.object({
  AWS_REGION: z.string().min(1),
  [keeperVariables.table]: z.string().min(1),
  [keeperVariables.tables]: regions,
  [keeperVariables.regions]: regions,
  [keeperVariables.stopSeconds]: z.coerce
    .number()
    .int()
    .min(0)
    .max(longestStopMs / 1_000),
});

export interface KeeperSettings {
  readonly region: string;
  readonly table: string;
  readonly tables: readonly string[];
  readonly places: { readonly regions: readonly { readonly region: string }[] };
  readonly stopMs: number;
}

/** Throws where the environment is not as the deployment writes it: the task does not begin then. */
export function settingsOf(environment: Readonly<Record<string, string | undefined>>): KeeperSettings {
  const given = Environment.parse(environment);
  return {
    region: given.AWS_REGION,
    table: given[keeperVariables.table],
    tables: given[keeperVariables.tables],
    places: { regions: given[keeperVariables.regions].map((region) => ({ region })) },
    stopMs: given[keeperVariables.stopSeconds] * 1_000,
  };
}
