import type { SetReport } from "@signalbox/core/release/set/report";
import type { ReleaseDetail } from "../../releases/detail.ts";
import { duration } from "../../render/units.ts";
import type { Expectation } from "../tour.ts";
import type { Upgraded } from "./upgrade.ts";

/** An additive upgrade: judged so by its rehearsal, and then a canary like any other. */
export const additive = (upgraded: Upgraded): Expectation[] => [
  judgedAs(upgraded, "additive", "canary"),
  endsAs(upgraded.release, "promoted"),
  migrated(upgraded),
  nothingLeft(upgraded),
];

export interface KeptOut {
  /** In seconds of the world: by the plan, and by the report. */
  readonly predicted: number;
  readonly real: number;
  /** Requests that met the page, and those that failed in another way. */
  readonly pages: number;
  readonly otherwise: number;
}

/** How far a prediction may be off, by the design's own measure. */
const off = 0.2;

/** A breaking upgrade: only while nobody works with either version. */
export const breaking = (
  upgraded: Upgraded,
  { predicted, real, pages, otherwise }: KeptOut,
): Expectation[] => [
  judgedAs(upgraded, "breaking", "maintenance-cutover"),
  endsAs(upgraded.release, "promoted"),
  migrated(upgraded),
  {
    promise: "users are told by a page that they are kept out, and nobody meets anything else",
    met: pages > 0 && otherwise === 0,
    seen: `${pages} met the page, ${otherwise} failed otherwise`,
  },
  {
    promise: `the downtime is the predicted one, to ${off * 100} %`,
    met: real > 0 && Math.abs(predicted - real) <= off * real,
    seen: `predicted ${duration(predicted)}, real ${duration(real)}`,
  },
  nothingLeft(upgraded),
];

/** An upgrade that its rehearsal refuses: of production nothing was touched. */
export const refused = (upgraded: Upgraded, because: RegExp): Expectation[] => {
  const { release, changed, revisionBefore, revisionAfter } = upgraded;
  const why = `${release.problem?.error}: ${release.problem?.cause}`;
  return [
    { promise: "the rehearsal refuses it, and says why", met: because.test(why), seen: why },
    endsAs(release, "refused"),
    {
      promise: "production is untouched: its revision, its chats, who serves them",
      met:
        changed.length === 0 &&
        revisionAfter === revisionBefore &&
        release.acts.every(({ weight = 0 }) => weight === 0),
      seen: `${revisionAfter}, ${changed.length} chats changed`,
    },
    nothingLeft(upgraded),
  ];
};

function judgedAs({ release }: Upgraded, wanted: string, strategy: string): Expectation {
  const upgrade = release.run?.release.upgrade;
  return {
    promise: `its rehearsal calls it ${wanted}, so that it goes out by ${strategy}`,
    met: upgrade?.class === wanted && upgrade.strategy === strategy,
    seen: upgrade ? `${upgrade.class}: ${upgrade.sentence}` : "it was not rehearsed",
  };
}

const migrated = ({ chats, changed, revisionBefore, revisionAfter }: Upgraded): Expectation => ({
  promise: "the database is at the new revision, and every old chat is as it was",
  met: revisionAfter !== revisionBefore && chats > 0 && changed.length === 0,
  seen: `${revisionBefore} to ${revisionAfter}; ${chats - changed.length} of ${chats} chats`,
});

const nothingLeft = ({ leftBehind }: Upgraded): Expectation => ({
  promise: "nothing of the rehearsal is left",
  met: leftBehind.length === 0,
  seen: leftBehind.length === 0 ? "no cluster more than before" : leftBehind.join(", "),
});

/** Releases that go forward and back as one. */
export function backAsOne(report: SetReport | undefined, serving: readonly Serving[]): Expectation[] {
  const ends = report?.members.map(({ name, sentence }) => `${name}: ${sentence.split(";")[0]}`) ?? [];
  return [
    {
      promise: "one of them fails, and all of them go back",
      met: report?.outcome === "rolled-back",
      seen: report?.problem
        ? `${report.problem.error}; ${ends.join("; ")}`
        : (report?.outcome ?? "no report"),
    },
    ...serving.map(({ where, before, after }) => ({
      promise: `${where} serves what it served before`,
      met: before.length > 0 && after.join() === before.join(),
      seen: after.join(", "),
    })),
  ];
}

/** What serves in a place, before a set of releases and after it. */
export interface Serving {
  readonly where: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const endsAs = ({ status, problem }: ReleaseDetail, wanted: string): Expectation => ({
  promise: `it ends as ${wanted}`,
  met: status === wanted,
  seen: [status, problem?.error].filter((part) => part !== undefined).join(": "),
});
