import type { RecoveryRun } from "@signalbox/core/recovery/run";
import { lowerMaintenance } from "../lower-maintenance/workflow.ts";
import { quarantine } from "../quarantine/workflow.ts";
import { raiseMaintenance } from "../raise-maintenance/workflow.ts";
import { restartService } from "../restart-service/workflow.ts";
import { restore } from "../restore/workflow.ts";
import { restoreAll } from "../restore-all/workflow.ts";
import { rotateSecret } from "../rotate-secret/workflow.ts";

/** What a recovery comes to, one after another. */
export const goals = ["contained", "restored", "eradicated", "reopened"] as const;
export type Goal = (typeof goals)[number];

/** An execution that does a part of it. Its name follows from the recovery's, so that it is started once. */
export interface Part {
  readonly name: string;
  readonly workflow: string;
  readonly region: string;
  readonly input: object;
  /** It is done when what it restores serves, and goes on keeping the old for two weeks. */
  readonly restores?: "database" | "all";
}

export type PartsOf = Pick<
  RecoveryRun,
  "run" | "reason" | "time" | "requestedBy" | "region" | "services" | "elsewhere"
>;

/** What the parts are told as their reason begins so; a freeze of a quarantine that one of them has started is known by it. */
const because = "recovery ";
export const isOwnFreeze = (reason: string): boolean => reason.startsWith(`quarantine: ${because}`);

/** What the page says; nothing lowers it by itself. */
const pageMinutes = 24 * 60;

/** The parts that lead to a goal in rounds, one round after another. */
export function partsOf(goal: Goal, recovery: PartsOf): readonly (readonly Part[])[] {
  const { run, reason, time, requestedBy, region, services, elsewhere } = recovery;
  const asked = { reason: `${because}${run}: ${reason}`, requestedBy };
  const part = (end: string, workflow: string, input: object = {}, where = region): Part => ({
    name: `${run}-${end}`,
    workflow,
    region: where,
    input: { ...asked, ...input },
  });
  const inOthers = (end: string, workflow: string, input?: object) =>
    elsewhere.map((other) => part(`${end}-${other}`, workflow, input, other));
  const what = reason === "database_corruption" ? "database" : "all";
  const restoring: Part = {
    ...part("restore", what === "all" ? restoreAll.name : restore.name, { what, time }),
    restores: what,
  };
  switch (goal) {
    case "contained":
      return [
        [
          part("quarantine", quarantine.name),
          ...inOthers("page", raiseMaintenance.name, { minutes: pageMinutes }),
        ],
      ];
    case "restored":
      return [[restoring]];
    case "eradicated":
      // Twice: what runs keeps its password until the next rotation.
      return [
        [restoring],
        ...["1", "2"].flatMap((round) => [
          [part(`rotate-${round}`, rotateSecret.name)],
          services.map((service) => part(`restart-${round}-${service}`, restartService.name, { service })),
        ]),
      ];
    case "reopened":
      // Users are not let back to the harm: a person may have gone back from the restore meanwhile.
      return [
        [restoring],
        [part("lower", lowerMaintenance.name), ...inOthers("lower", lowerMaintenance.name)],
      ];
  }
}

/** The longest name that anything gets: of a part, or of a part of the restore. */
export const longestPart = (recovery: PartsOf): number =>
  Math.max(
    `${recovery.run}-restore-configuration`.length,
    ...goals.flatMap((goal) => partsOf(goal, recovery).flat()).map(({ name }) => name.length),
  );
