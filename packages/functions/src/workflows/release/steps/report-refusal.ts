import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { Report } from "@signalbox/core/ledger/records";
import type { Platform } from "@signalbox/core/platform/platform";
import { type RefusedRelease, readable } from "@signalbox/core/release/refused";
import { Order, Problem } from "@signalbox/core/release/release";
import { reportSentence } from "@signalbox/core/release/report";
import { z } from "zod";
import { readDecisions } from "../../../aws/decision.ts";
import { readActs } from "../../../aws/journal.ts";
import { groupsLedgerOf, ledgerOf, putItem } from "../../../aws/ledger.ts";
import { readRun, setReport } from "../../../aws/run.ts";
import * as allow from "../../../release/allow.ts";
import { runName } from "../../../release/names.ts";
import { tellAllows, tellEnded } from "../../../release/tell.ts";
import { step } from "../../../step.ts";

export const reportRefusal = step({
  name: "ReportRefusal",
  description:
    "Writes why nothing was released into the ledger, and tells it as any other end, where a group of the platform was meant.",
  input: z.strictObject({
    /** As it was asked for, where it did not come to an order. */
    request: z.unknown(),
    order: Order.nullable(),
    /** Milliseconds since 1970. */
    askedAt: z.number(),
    problem: Problem,
  }),
  output: z.strictObject({ sentence: z.string() }),
  allow: [allow.readLedger, allow.writeLedger, ...tellAllows],
  run: async ({ request, order, askedAt, problem }, context) => {
    const { clock, platform, visit } = context;
    const asked = order ?? whatWasAsked(platform, visit.execution, request);
    const { group, run } = asked;
    // A push of an image that is nobody's is written down too, but it is no news to anybody.
    const meant = group !== "";
    const ledger = meant ? ledgerOf(context, group) : groupsLedgerOf(context);
    const begun = await readRun(ledger, run);
    const report: Report = {
      outcome: "refused",
      problem,
      release: begun?.release ?? asked,
      startedAt: new Date(askedAt).toISOString(),
      endedAt: new Date(clock.now()).toISOString(),
      requests: { stable: 0, candidate: 0 },
      services: [],
      acts: await readActs(ledger, run),
      decisions: await readDecisions(ledger, run),
    };
    if (begun) await setReport(ledger, run, "ended", report);
    else await putItem(ledger, ledgerKeys.refused(run), report);
    if (meant) await tellEnded(context, report);
    return { sentence: reportSentence(report) };
  },
});

function whatWasAsked({ groups }: Platform, execution: string, request: unknown): RefusedRelease {
  const { group: named, image, requestedBy = "", reason, breakGlass } = readable(request);
  const fits = groups.filter((each) =>
    named === undefined ? each.repository === image?.repository : each.name === named,
  );
  // Several groups may share an image; then a request that names none of them is about none.
  const group = fits.length === 1 ? (fits[0]?.name ?? "") : "";
  return {
    group,
    run: runName(execution),
    execution,
    requestedBy,
    ...(image && { image }),
    ...(reason !== undefined && { reason }),
    ...(breakGlass !== undefined && { breakGlass }),
  };
}
