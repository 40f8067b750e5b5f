import { anywhere, on } from "@signalbox/core/workflow/allow";
import { acting } from "../acting.ts";
import { holdReleases } from "../releases.ts";

export const freezeReleases = acting({
  name: "FreezeReleases",
  description:
    "Lets no release begin in the regions of the move, and turns back what is not promoted there yet; the report lifts it.",
  allow: [on("ledgerTable", "dynamodb:GetItem", "dynamodb:PutItem"), anywhere("states:SendTaskFailure")],
  act: async ({ run }, context, record) => ({
    done: true,
    text: (await holdReleases(context, run, record)).join("; "),
  }),
});
