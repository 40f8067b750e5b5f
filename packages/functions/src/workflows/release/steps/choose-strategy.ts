import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Release } from "@signalbox/core/release/release";
import { chooseStrategy as choose, LastDowntime } from "@signalbox/core/upgrade/choose-strategy";
import { Rehearsed } from "@signalbox/core/upgrade/rehearsal";
import { isCutover } from "@signalbox/core/upgrade/release-upgrade";
import { predictedSentence } from "@signalbox/core/upgrade/upgrade-text";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { getItem, ledgerOf } from "../../../aws/ledger.ts";
import { setRelease } from "../../../aws/run.ts";
import { rulesOf } from "../../../maintenance/page.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { migratingGroup } from "../../../upgrade/migrating.ts";

export const chooseStrategy = step({
  name: "ChooseStrategy",
  description:
    "Chooses how the release goes out by what its rehearsal has shown, or refuses it; bounds how long two versions share the database, or predicts how long users are kept out.",
  input: z.strictObject({ release: Release, rehearsed: Rehearsed }),
  output: z.strictObject({ release: Release }),
  allow: [...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, rehearsed }, context) => {
    await checkpoint(context, release);
    const ledger = ledgerOf(context, release.group);
    const { upgrade } = migratingGroup(context.platform, release.group);
    const migrated = release.services.find(({ name }) => name === upgrade.service);
    if (!migrated)
      throw new NamedError("Release.UnknownGroup", `the group has no service ${upgrade.service} any more`);
    const last = await getItem(ledger, ledgerKeys.downtime, LastDowntime);
    const { release: chosen, sentences } = choose(release, {
      rehearsed,
      taskDefinition: migrated.stableTaskDefinition,
      lastDowntime: last?.seconds,
    });
    if (isCutover(chosen)) rulesOf(context.platform);
    await setRelease(ledger, chosen);
    const { downtime } = chosen.upgrade ?? {};
    await journal(context, chosen, {
      text: [...sentences, ...(downtime ? [predictedSentence(downtime)] : [])].join("; "),
    });
    return { release: chosen };
  },
});
