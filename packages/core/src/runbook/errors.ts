import type { ErrorTable } from "../error.ts";

/** Why a runbook does nothing, or does not come to its end. */
export const runbookErrors = {
  "Runbook.UnknownService": {
    meaning: "No service of the platform has this name.",
    action: "Take one of those that the message names. Nothing was done.",
  },
  "Runbook.UnknownZone": {
    meaning: "The platform has no availability zone or release group of this name.",
    action: "Take one of those that the message names. Nothing was done.",
  },
  "Runbook.LastZone": {
    meaning: "A service would have no availability zone left to run in.",
    action:
      "Start `return-zone` for one that is well again, or leave the region: `failover` in a standby. Nothing was done.",
  },
  "Runbook.ReleaseUnderWay": {
    meaning: "The service's group is being released, and a second hand would look like drift to the release.",
    action: "Wait for the release, or abort it, and start this again. Nothing was done.",
  },
  "Runbook.NotThisWay": {
    meaning: "This service cannot be changed in this way.",
    action: "The message says what does it. Nothing was done.",
  },
  "Runbook.DrillEnded": {
    meaning: "A failover or failback of a drill did not complete.",
    action:
      "Look at its report: `signalbox failover status`. The drill does not go on; where users are not home, start `failback` there.",
  },
  "Runbook.NotInTime": {
    meaning: "What was asked for was not seen to be so in time. It may still become so.",
    action: "The message says what was seen last. Look there; starting it again does only what is missing.",
  },
} as const satisfies ErrorTable;
