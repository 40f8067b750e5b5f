import { NamedError } from "@signalbox/core/error";
import { Release } from "@signalbox/core/release/release";
import { chooseStrategy as choose } from "@signalbox/core/upgrade/choose-strategy";
import { predictDowntime } from "@signalbox/core/upgrade/downtime";
import { withOthers } from "@signalbox/core/upgrade/downtime-everywhere";
import { Rehearsed } from "@signalbox/core/upgrade/rehearsal";
import { isCutover } from "@signalbox/core/upgrade/release-upgrade";
import { predictedSentence } from "@signalbox/core/upgrade/upgrade-text";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { setRelease } from "../../../aws/run.ts";
import type { StepContext } from "../../../context.ts";
import { rulesOf } from "../../../maintenance/page.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { migratingGroup } from "../../../upgrade/migrating.ts";
import { knownParts, knownPartsAllows } from "../known-parts.ts";

export const chooseStrategy = step({
  name: "ChooseStrategy",
  description:
    "Chooses how the release goes out by what its rehearsal has shown, or refuses it; bounds how long two versions share the database, or predicts how long users are kept out.",
  input: z.strictObject({ release: Release, rehearsed: Rehearsed }),
  output: z.strictObject({ release: Release }),
  allow: [...knownPartsAllows, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, rehearsed }, context) => {
    await checkpoint(context, release);
    const { upgrade } = migratingGroup(context.platform, release.group);
    const migrated = release.services.find(({ name }) => name === upgrade.service);
    if (!migrated)
      throw new NamedError("Release.UnknownGroup", `the group has no service ${upgrade.service} any more`);
    const { release: chosen, sentences } = choose(release, {
      rehearsed,
      taskDefinition: migrated.stableTaskDefinition,
    });
    const { upgrade: plan } = chosen;
    if (!plan || !isCutover(chosen)) return await chose(context, chosen, sentences);
    rulesOf(context.platform);
    const alone = predictDowntime(await knownParts(context, chosen, rehearsed));
    const downtime = chosen.everywhere ? withOthers(alone) : alone;
    const predicted = { ...chosen, upgrade: { ...plan, downtime } };
    return await chose(context, predicted, [...sentences, predictedSentence(downtime)]);
  },
});

async function chose(context: StepContext, release: Release, sentences: readonly string[]) {
  await setRelease(ledgerOf(context, release.group), release);
  await journal(context, release, { text: sentences.join("; ") });
  return { release };
}
