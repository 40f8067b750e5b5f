import type { Act } from "@signalbox/core/ledger/records";
import type { ReleaseDetail } from "../../releases/detail.ts";
import { count, duration } from "../../render/units.ts";
import type { Expectation } from "../tour.ts";
import { bakesOf } from "./bakes.ts";
import type { Watched } from "./watch-sides.ts";

/** The longest that the way back may take until the rule gives no user the candidate: five real seconds at the tour's pace. */
const wayBackSeconds = 60;

const endsAs = ({ status, problem }: ReleaseDetail, wanted: string, error?: string): Expectation => ({
  promise: error === undefined ? `it ends as ${wanted}` : `it ends as ${wanted}, by ${error}`,
  met: status === wanted && problem?.error === error,
  seen: [status, problem?.error].filter((part) => part !== undefined).join(": "),
});

const verdictsOf = (acts: readonly Act[]): string[] => acts.flatMap(({ verdict }) => verdict ?? []);

const weightsOf = ({ acts }: ReleaseDetail): number[] => acts.flatMap(({ weight }) => weight ?? []);

/** A healthy canary that is promoted before its bakes are over. */
export function promotedEarly(release: ReleaseDetail): Expectation[] {
  const bakes = bakesOf(release.acts);
  const { ladder = [], bakeSeconds = 0 } = release.run?.release.policy ?? {};
  return [
    endsAs(release, "promoted"),
    {
      promise: `each of its ${ladder.length} weights passes by evidence, before its ${bakeSeconds} s are over`,
      met:
        bakes.length === ladder.length &&
        bakes.every(({ verdict, seconds }) => verdict === "pass" && seconds < bakeSeconds),
      seen: bakes
        .map(({ weight, verdict, seconds }) => `${weight} % ${verdict} after ${seconds} s`)
        .join(", "),
    },
  ];
}

/** A subtly bad canary that the judge turns back before everybody has it. */
export function caught(release: ReleaseDetail): Expectation[] {
  const most = Math.max(0, ...weightsOf(release));
  return [
    endsAs(release, "rolled-back", "Release.AnalysisFailed"),
    { promise: "it never gets all of the traffic", met: most < 100, seen: `${most} % at most` },
  ];
}

/** A canary with too few requests for a verdict, which a person lets go on. */
export function decided(release: ReleaseDetail, asked: number): Expectation[] {
  const { acts, decisions } = release;
  const verdicts = verdictsOf(acts);
  return [
    {
      promise: "its evidence stays inconclusive",
      met: verdicts.includes("inconclusive") && !verdicts.includes("fail"),
      seen: verdicts.join(", "),
    },
    {
      promise: "it waits, and goes on because a person says so",
      met: asked > 0 && decisions.length === asked && decisions.every(({ action }) => action === "promote"),
      seen: `asked ${asked} times; ${decisions.map(({ action, by }) => `${action} by ${by}`).join(", ")}`,
    },
    endsAs(release, "promoted"),
  ];
}

/** Who was served by what, while a blue-green release was previewed, promoted, and taken back. */
export interface Served {
  readonly preview: readonly string[];
  readonly usersThen: readonly string[];
  readonly usersPromoted: readonly string[];
  readonly usersBack: readonly string[];
  /** From the command until the rule gave all users to stable; in the world's time. */
  readonly backSeconds: number;
}

/** A blue-green release that a person looks at, promotes, and takes back while it keeps its old side. */
export function previewedAndBack(
  release: ReleaseDetail,
  { preview, usersThen, usersPromoted, usersBack, backSeconds }: Served,
  stable: string,
  candidate: string,
): Expectation[] {
  const only = (revisions: readonly string[], wanted: string): boolean => revisions.join() === wanted;
  return [
    {
      promise: "the preview listener serves the candidate while users have stable",
      met: only(preview, candidate) && only(usersThen, stable),
      seen: `preview ${preview.join(", ")}; users ${usersThen.join(", ")}`,
    },
    {
      promise: "after a person's promote, users have the candidate",
      met: only(usersPromoted, candidate),
      seen: usersPromoted.join(", "),
    },
    {
      promise: `rollback brings all users back within ${wayBackSeconds} s`,
      met: only(usersBack, stable) && backSeconds <= wayBackSeconds,
      seen: `${usersBack.join(", ")} after ${duration(backSeconds)}`,
    },
    endsAs(release, "rolled-back", "Release.Aborted"),
  ];
}

/** A rolling release whose tasks never get healthy. */
export function stopped(release: ReleaseDetail): Expectation[] {
  const cause = release.problem?.cause ?? "";
  return [
    endsAs(release, "rolled-back", "Release.DeploymentFailed"),
    {
      promise: "ECS's circuit breaker has stopped it",
      met: /circuit breaker/i.test(cause),
      seen: cause === "" ? "no cause" : cause,
    },
  ];
}

/** A release that a newer one sends back. */
export function superseded(
  second: ReleaseDetail,
  third: ReleaseDetail,
  { looks, wrong }: Watched,
): Expectation[] {
  return [
    {
      promise: "the second has traffic, and is superseded",
      met: second.status === "superseded" && weightsOf(second).some((weight) => weight > 0),
      seen: `${second.status} after ${Math.max(0, ...weightsOf(second))} %`,
    },
    { ...endsAs(third, "promoted"), promise: "the third is promoted" },
    {
      promise: "no side that goes away ever has traffic",
      met: looks > 0 && wrong.length === 0,
      seen:
        wrong[0] === undefined ? `${count(looks)} looks` : `${wrong.length} of ${looks} looks: ${wrong[0]}`,
    },
  ];
}
