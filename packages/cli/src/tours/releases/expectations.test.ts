import type { Act } from "@signalbox/core/ledger/records";
import { Ledger } from "@signalbox/local/traffic/ledger";
import { expect, test } from "vitest";
import type { ReleaseDetail } from "../../releases/detail.ts";
import { promotedDetail } from "../release-detail.fixture.ts";
import { nothingLost } from "../scenes/nothing-lost.ts";
import type { Expectation } from "../tour.ts";
import * as expected from "./expectations.ts";

const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
const act = (seconds: number, state: string, rest: Partial<Act> = {}): Act => ({
  at: at(seconds),
  state,
  text: state,
  ...rest,
});

const promoted = promotedDetail({ ladder: [50, 100], bakeSeconds: 300 }, 1_000, [
  act(0, "ShiftTraffic", { weight: 50 }),
  act(60, "Bake"),
  act(180, "Measure", { verdict: "pass" }),
  act(200, "ShiftTraffic", { weight: 100 }),
  act(260, "Bake"),
  act(320, "Measure", { verdict: "pass" }),
]);
const back = (error: string, acts = promoted.acts, cause = ""): ReleaseDetail => ({
  ...promoted,
  status: "rolled-back",
  problem: { error, cause },
  acts,
});
const asked = (times: number, verdict: Act["verdict"]): ReleaseDetail => ({
  ...promoted,
  acts: [act(0, "ShiftTraffic", { weight: 50 }), act(1, "Bake"), act(2, "Measure", { verdict })],
  decisions: Array.from({ length: times }, () => ({
    action: "promote",
    by: "ann",
    reason: "seen",
    at: at(3),
  })),
});
const served: expected.Served = {
  preview: ["v2"],
  usersThen: ["v1"],
  usersPromoted: ["v2"],
  usersBack: ["v1"],
  backSeconds: 4,
};
const atHalf = [act(0, "ShiftTraffic", { weight: 50 })];
const superseded: ReleaseDetail = { ...back("Release.Superseded", atHalf), status: "superseded" };
const sent = (losses: number, cuts: number) => {
  const ledger = new Ledger();
  for (let each = 0; each < 10; each++) {
    ledger.sent();
    const answered = { revision: "v1", firstByteSeconds: 0.1, lastByteSeconds: 0.2 };
    ledger.answered(
      "chat",
      each < cuts
        ? { kind: "cut", status: 200, revision: "v1" }
        : { kind: "answered", status: each < cuts + losses ? 503 : 200, ...answered },
    );
  }
  return ledger.snapshot();
};

const unmet = (all: readonly Expectation[]): string[] =>
  all.flatMap(({ met, promise }) => (met ? [] : promise));

test("a tour that went as promised meets every expectation", () => {
  const circuit = "extraction: ECS deployment circuit breaker: tasks failed to start.";
  const all = [
    ...expected.promotedEarly(promoted),
    ...expected.caught(back("Release.AnalysisFailed", atHalf)),
    ...expected.decided(asked(2, "inconclusive"), 2),
    ...expected.previewedAndBack(back("Release.Aborted"), served, "v1", "v2"),
    ...expected.stopped(back("Release.DeploymentFailed", [], circuit)),
    ...expected.superseded(superseded, promoted, { looks: 300, wrong: [] }),
    nothingLost([sent(0, 0), sent(0, 0)]),
  ];
  expect(unmet(all)).toEqual([]);
  expect(all.length).toBe(17);
});

test("an early promotion is told weight by weight, from the bake's beginning to its verdict", () => {
  expect(expected.promotedEarly(promoted)[1]?.seen).toBe("50 % pass after 120 s, 100 % pass after 60 s");
});

test.each<[string, readonly Expectation[], RegExp]>([
  [
    "a bake that lasted to its end",
    expected.promotedEarly({
      ...promoted,
      acts: [...promoted.acts.slice(0, 5), act(560, "Measure", { verdict: "pass" })],
    }),
    /passes by evidence/,
  ],
  [
    "a weight without a verdict",
    expected.promotedEarly({ ...promoted, acts: promoted.acts.slice(0, 4) }),
    /passes by evidence/,
  ],
  [
    "a subtle fault that an alarm found",
    expected.caught(back("Release.AlarmRaised", atHalf)),
    /Release\.AnalysisFailed/,
  ],
  ["a subtle fault that everybody met", expected.caught(back("Release.AnalysisFailed")), /never gets all/],
  ["evidence that sufficed", expected.decided(asked(1, "pass"), 1), /stays inconclusive/],
  ["a release that asked nobody", expected.decided(asked(0, "inconclusive"), 0), /a person says so/],
  [
    "a preview that users met",
    expected.previewedAndBack(back("Release.Aborted"), { ...served, usersThen: ["v1", "v2"] }, "v1", "v2"),
    /preview listener/,
  ],
  [
    "a slow way back",
    expected.previewedAndBack(back("Release.Aborted"), { ...served, backSeconds: 61 }, "v1", "v2"),
    /brings all users back/,
  ],
  [
    "a rolling release that something else stopped",
    expected.stopped(back("Release.DeploymentFailed", [], "somebody stopped it")),
    /circuit breaker/,
  ],
  [
    "a second release that nobody had met yet",
    expected.superseded({ ...superseded, acts: [] }, promoted, { looks: 300, wrong: [] }),
    /has traffic, and is superseded/,
  ],
  [
    "one look at traffic on a side without tasks",
    expected.superseded(superseded, promoted, { looks: 300, wrong: ["green had traffic"] }),
    /no side that goes away/,
  ],
  [
    "a watch that never looked",
    expected.superseded(superseded, promoted, { looks: 0, wrong: [] }),
    /no side/,
  ],
  ["one lost request", [nothingLost([sent(0, 0), sent(1, 0)])], /no request is lost/],
  ["one stream that was cut", [nothingLost([sent(0, 1)])], /no stream is cut/],
])("%s breaks a promise", (_what, all, promise) => {
  expect(unmet(all)).toContainEqual(expect.stringMatching(promise));
});
