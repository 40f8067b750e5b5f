import { NamedError } from "@signalbox/core/error";
import { writingRegion } from "@signalbox/core/failover/writing";
import { readEpochs } from "../../../aws/epoch-tables.ts";
import { readTables } from "../../../failover/allow.ts";
import { placesOf } from "../../../failover/places.ts";
import { runName } from "../../../release/names.ts";
import { lookStep } from "../../../runbook/look.ts";
import { DrillPlan, DrillRequest } from "../request.ts";

export const look = lookStep({
  description: "Looks whether users are home, and this is another region.",
  request: DrillRequest,
  plan: DrillPlan,
  allow: [readTables],
  look: async ({ minutes, requestedBy }, context) => {
    const { region } = context.platform;
    const places = placesOf(context);
    const home = places.regions[0]?.region ?? "";
    const writing = writingRegion(await readEpochs(context), places);
    if (region === home)
      throw new NamedError(
        "Runbook.NotThisWay",
        `${region} is home: start it in a region that is to take over`,
      );
    if (writing !== home)
      throw new NamedError(
        "Runbook.NotThisWay",
        `users are not home in ${home}, ${writing ?? "nobody can tell who"} writes: bring them home first, by failback`,
      );
    const run = runName(context.visit.execution);
    return {
      sentence: `${region} takes over from ${home} as planned, serves for ${minutes} min, and users come home once a person approves; nobody can write for a minute or two, twice`,
      plan: { there: `${run}-there`, back: `${run}-back`, home, minutes, by: requestedBy },
    };
  },
});
