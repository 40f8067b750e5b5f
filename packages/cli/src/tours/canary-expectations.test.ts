import { Ledger } from "@signalbox/local/traffic/ledger";
import picocolors from "picocolors";
import { expect, test } from "vitest";
import { canaryExpectations } from "./canary-expectations.ts";
import { renderExpectation, renderTraffic } from "./canary-report.ts";
import type { PlayedRelease } from "./play-release.ts";
import { promotedDetail } from "./release-detail.fixture.ts";

const ladder = [10, 25, 50, 100];
const base = promotedDetail(
  { ladder },
  60,
  ladder.map((weight) => ({ at: "", state: "ShiftTraffic", text: "", weight, verdict: "pass" })),
);
const image = { repository: "open-webui", tag: "v1", behaviour: "good" as const };
const healthy: PlayedRelease = { image, detail: base, realSeconds: 60, wayBack: undefined };
const faulty: PlayedRelease = {
  image,
  detail: { ...base, status: "rolled-back", problem: { error: "Release.AlarmRaised", cause: "" } },
  realSeconds: 30,
  wayBack: { alarm: "open-webui-green-5xx", worldSeconds: 1.2, realSeconds: 0.2 },
};

function traffic(sent: number, losses: number) {
  const ledger = new Ledger();
  for (let i = 0; i < sent; i++) {
    ledger.sent();
    ledger.answered(
      "chat",
      i < losses
        ? { kind: "answered", status: 502, revision: undefined, firstByteSeconds: 1, lastByteSeconds: 1 }
        : { kind: "answered", status: 200, revision: "v1", firstByteSeconds: 0.1, lastByteSeconds: 0.2 },
    );
  }
  return ledger.snapshot();
}

const unmet = (...args: Parameters<typeof canaryExpectations>) =>
  canaryExpectations(...args).flatMap(({ met, promise }) => (met ? [] : promise));

test("a tour that went as promised meets every expectation, and says with which numbers", () => {
  const expectations = canaryExpectations(healthy, faulty, traffic(50_000, 0));
  expect(expectations.map((one) => renderExpectation(one, picocolors.createColors(false)))).toEqual([
    "✓ the healthy candidate is promoted (promoted)",
    "✓ it takes over weight by weight: 10, 25, 50, 100 % (10, 25, 50, 100 %)",
    "✓ each weight is judged, and passes (pass, pass, pass, pass)",
    "✓ the alarm throws the bad candidate out (rolled-back: Release.AlarmRaised, open-webui-green-5xx)",
    "✓ from the alarm's event to all traffic on stable: at most 5 s (1.2 s of the world's time, 0.2 s real)",
    "✓ no request is lost, of at least 50,000 (0 lost of 50,000)",
  ]);
});

test.each([
  ["one lost request", healthy, faulty, traffic(50_000, 1), /no request is lost/],
  ["too few requests", healthy, faulty, traffic(49_999, 0), /no request is lost/],
  [
    "a way back that takes longer in the world's time",
    healthy,
    { ...faulty, wayBack: { alarm: "a", worldSeconds: 5.1, realSeconds: 0.9 } },
    traffic(50_000, 0),
    /all traffic on stable/,
  ],
  [
    "a candidate that the judge threw out before the alarm",
    healthy,
    { ...faulty, detail: { ...faulty.detail, problem: { error: "Release.AnalysisFailed", cause: "" } } },
    traffic(50_000, 0),
    /the alarm throws/,
  ],
  [
    "a weight that was left out",
    { ...healthy, detail: { ...base, acts: base.acts.slice(1) } },
    faulty,
    traffic(50_000, 0),
    /weight by weight/,
  ],
])("%s breaks a promise", (_what, first, second, sent, promise) => {
  expect(unmet(first, second, sent)).toContainEqual(expect.stringMatching(promise));
});

test("traffic is told by the revision that answered, with losses by their kind", () => {
  expect(renderTraffic(traffic(10, 2))).toBe(
    [
      "REVISION  ANSWERED  FAULTS      FIRST BYTE P50  P95",
      "v1        8         0 (0.00 %)  100 ms          100 ms",
      "10 sent, 2 lost: 2 502",
    ].join("\n"),
  );
});
