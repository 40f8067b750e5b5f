import { childSeconds } from "@signalbox/core/release/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { noBake } from "../../release/machine/bake.ts";
import { ends, takeOver } from "../../release/machine/child.ts";
import { closing } from "./machine/close.ts";
import { waitingForDatabase, waitingForOthers } from "./machine/everywhere.ts";
import { migrating } from "./machine/migrate.ts";
import { starting } from "./machine/start.ts";
import { stopping } from "./machine/stop.ts";
import { turningBack } from "./machine/turn-back.ts";

export const cutoverMachine = machine({
  Comment:
    "Maintenance cutover of a group: the old version stops before the database is migrated, and the new one starts after",
  StartAt: "TakeOver",
  TimeoutSeconds: childSeconds,
  States: {
    TakeOver: takeOver("SuspendScaling", {
      // Whether the old version has been told to stop.
      stopped: false,
      // What is known of the database: untouched, unknown while it is migrated, changed.
      schema: "untouched",
      gatesAsked: false,
      othersReady: false,
      // Of what another region migrates.
      migrationSeconds: 0,
      ...noBake,
    }),
    ...stopping,
    ...migrating,
    ...starting,
    ...waitingForOthers,
    ...turningBack,
    ...waitingForDatabase,
    ...closing,
    ...ends,
  },
});
