import { copyDaysOf } from "@signalbox/core/backup/copy-days";
import { choreNames } from "@signalbox/core/backup/tend/chore-names";
import { z } from "zod";
import { placesOf } from "../../backup/places.ts";
import type { StepContext } from "../../context.ts";

/** What is started once a point is recorded, by names that the sweep gives it too. */
export const follows = {
  /** The copies that its class has. */
  copies: z.array(z.strictObject({ region: z.string(), name: z.string() })),
  /** Name of the pruning's execution. */
  prune: z.string(),
};

export function whatFollows(
  context: StepContext,
  {
    class: id,
    point,
    capturedAt,
  }: { readonly class: string; readonly point: string; readonly capturedAt: number },
): z.output<z.ZodObject<typeof follows>> {
  const { classes, copies } = placesOf(context);
  const now = Math.floor(context.clock.now());
  const isCopied = copyDaysOf(id, classes) !== undefined;
  return {
    copies: (isCopied ? copies : []).map(({ region }) => ({
      region,
      name: choreNames.copy(region, { point, capturedAt, now }),
    })),
    prune: choreNames.prune(id, now),
  };
}
