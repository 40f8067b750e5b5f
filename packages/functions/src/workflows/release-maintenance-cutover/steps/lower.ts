import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Outcome } from "@signalbox/core/ledger/records";
import { CanaryRelease } from "@signalbox/core/release/release";
import { isRaised, measuredParts, outageSeconds } from "@signalbox/core/upgrade/outage";
import { comparedSentence } from "@signalbox/core/upgrade/upgrade-text";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf, putItem } from "../../../aws/ledger.ts";
import { lowerPage } from "../../../maintenance/steps/lower-page.ts";
import * as allow from "../../../release/allow.ts";
import { bakeFrom } from "../../../release/bake.ts";
import { checkOwner, checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { note, readCutover } from "../record.ts";

export const lower = step({
  name: "Lower",
  description: `${lowerPage.description} Says for how long they were kept out, and how long that was predicted to be.`,
  input: z.strictObject({ release: CanaryRelease, outcome: Outcome }),
  output: z.strictObject({ since: z.number(), ends: z.number(), look: z.int() }),
  allow: [...lowerPage.allow, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, outcome }, context) => {
    const back = outcome !== "promoted";
    await (back ? checkOwner(context, release) : checkpoint(context, release));
    const wasUp = isRaised(await readCutover(context, release));
    await lowerPage.run({}, context);
    const now = Math.floor(context.clock.now());
    const answer = { since: now, ...bakeFrom(now, release.policy) };
    const cutover = wasUp ? await note(context, release, { mark: "lowered" }) : undefined;
    if (!cutover) return answer;
    const ledger = ledgerOf(context, release.group);
    // What was turned back took other parts, and predicts no later one.
    if (!back) await putItem(ledger, ledgerKeys.downtime, { seconds: measuredParts(cutover) });
    const real = outageSeconds(cutover, now);
    await journal(context, release, {
      text: `the maintenance page is down: ${comparedSentence(back ? undefined : release.upgrade?.downtime, real)}`,
    });
    return answer;
  },
});
