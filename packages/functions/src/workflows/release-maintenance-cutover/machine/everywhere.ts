import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { orLeave, orTurnBack } from "../../../release/machine/caught.ts";
import { done, release, wait, waitOf } from "../../../release/machine/expressions.ts";
import { awaitOthers, awaitPassed } from "../../../release/machine/others.ts";
import { awaitDatabase } from "../steps/await-database.ts";
import { takeStopBack } from "../steps/take-stop-back.ts";

/** Whether the cutover is one of all regions. */
const everywhere = "$exists($release.everywhere)";
const isWriter = "$release.everywhere.writer = $release.run";
const patience = "$release.everywhere.patienceSeconds";
/** A snapshot of an hour, and four looks at the database's contents. */
const besideMigration = 5 * 3_600;

/** Of those whose replica follows the database that another region migrates. */
export const follows = `${everywhere} and $not(${isWriter})`;
/** Before users meet the new version, and once for each release. */
export const waitsReady = `${everywhere} and $not($othersReady)`;

/** Regions that share a database: no one goes further than the others. */
export const waitingForOthers = {
  IsEverywhere: whether(`{% ${everywhere} %}`, "AwaitRehearsed", "RaisePage"),
  // Users are still served: it lasts as long as any wait for a set.
  AwaitRehearsed: awaitOthers("rehearsed", "the other regions did not come in time", { next: "RaisePage" }),
  HaveOthersStopped: whether(`{% ${everywhere} %}`, "AwaitStopped", "TakeSnapshot"),
  AwaitStopped: awaitOthers("stopped", "the old version had not stopped in all regions in time", {
    next: "WhoMigrates",
    late: "MayBeMigrated",
    seconds: patience,
  }),
  // Those that migrate nothing go on waiting where it has begun, and else keep it from beginning.
  MayBeMigrated: whether(`{% ${isWriter} %}`, "TurnBack", "TakeStopBack"),
  TakeStopBack: task(takeStopBack, { with: { release }, ...orTurnBack, Next: "IsMigrating" }),
  IsMigrating: whether("{% $states.input.taken %}", "TurnBack", "AwaitMigrated"),
  AwaitMigrated: awaitOthers("stopped", "the database was not migrated in time", {
    next: "WhoMigrates",
    seconds: `${besideMigration} + $ceil($release.upgrade.boundSeconds)`,
  }),
  WhoMigrates: whether(`{% ${isWriter} %}`, "TakeSnapshot", "StartCandidate"),
  AwaitReady: awaitOthers("ready", "the new version did not come up in all regions in time", {
    next: "CheckTargets",
    seconds: patience,
    assign: { othersReady: true },
  }),
  HaveOthersPassed: whether(`{% ${everywhere} %}`, "AwaitPassed", "Promote"),
  AwaitPassed: awaitPassed({ next: "Promote" }),
} as const;

/** On the way back: the old version starts on a database that is as it left it, or not at all. */
export const waitingForDatabase = {
  AwaitDatabase: task(awaitDatabase, {
    with: { release, since: "{% $turnedBackAt %}" },
    Assign: waitOf,
    ...orLeave,
    Next: "IsDatabaseBack",
  }),
  IsDatabaseBack: whether(done, "StartOld", "WaitForDatabase"),
  WaitForDatabase: { ...wait, Next: "AwaitDatabase" },
} as const;
