import { CanaryRelease } from "@signalbox/core/release/release";
import { isRaised } from "@signalbox/core/upgrade/outage";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { setPhase } from "../../../aws/run.ts";
import { raisePage } from "../../../maintenance/steps/raise-page.ts";
import * as allow from "../../../release/allow.ts";
import { checkOwner, checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { note, readCutover } from "../record.ts";

/** Least that the page says it lasts, in milliseconds. */
const leastMs = 60_000;

export const raise = step({
  name: "Raise",
  description: `${raisePage.description} From here on users are kept out.`,
  input: z.strictObject({
    release: CanaryRelease,
    /** Whether the release goes back, and keeps out the users that it had let in. */
    back: z.boolean(),
  }),
  output: z.strictObject({ at: z.number() }),
  allow: [...raisePage.allow, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, back }, context) => {
    await (back ? checkOwner(context, release) : checkpoint(context, release));
    const now = Math.floor(context.clock.now());
    const before = await readCutover(context, release);
    // Before the page is up: what is cut off here goes on from it, or takes the page away.
    const { marks } = isRaised(before) ? before : await note(context, release, { mark: "raised", at: now });
    const expected = now + Math.max(leastMs, (release.upgrade?.downtime?.seconds ?? 0) * 1000);
    await raisePage.run({ until: expected }, context);
    const phase = back ? "rolling-back" : "maintenance";
    await setPhase(ledgerOf(context, release.group), release.run, phase);
    await journal(context, release, {
      text: `the maintenance page is up, expected until ${new Date(expected).toISOString()}`,
    });
    return { at: marks.findLast(({ mark }) => mark === "raised")?.at ?? now };
  },
});
