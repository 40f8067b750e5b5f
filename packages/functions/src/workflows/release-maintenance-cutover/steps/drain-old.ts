import { CanaryRelease } from "@signalbox/core/release/release";
import { cutoverLookSeconds } from "@signalbox/core/upgrade/known-parts";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { followGenerations, followsGenerations } from "../../../release/follow-generations.ts";
import { readGenerationsAllows } from "../../../release/read-generations.ts";
import { step } from "../../../step.ts";
import { note } from "../record.ts";

export const drainOld = step({
  name: "DrainOld",
  description:
    "Looks whether what the old version generated when the page went up has ended; where nobody knows, open streams have their time.",
  input: z.strictObject({
    release: CanaryRelease,
    /** When the page went up. Milliseconds since 1970. */
    since: z.number(),
  }),
  output: z.strictObject({ done: z.boolean(), waitSeconds: z.int() }),
  allow: [...readGenerationsAllows, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, since }, context) => {
    await checkpoint(context, release);
    const { done, sentence } = await drained(context, release, since);
    if (!done) return { done, waitSeconds: cutoverLookSeconds };
    await note(context, release, { mark: "drained" });
    await journal(context, release, { text: `drained: ${sentence}` });
    return { done, waitSeconds: cutoverLookSeconds };
  },
});

async function drained(
  context: Parameters<typeof drainOld.run>[1],
  release: CanaryRelease,
  since: number,
): Promise<{ readonly done: boolean; readonly sentence: string }> {
  if (!followsGenerations(context, release.group)) {
    const { drainSeconds } = release.policy;
    const waited = context.clock.now() - since;
    return { done: waited >= drainSeconds * 1000, sentence: `open streams had ${drainSeconds} s` };
  }
  const leaving = { side: release.stable, since, servedUntil: since };
  const { holds, sentence } = await followGenerations(context, release, leaving);
  return { done: !holds, sentence };
}
