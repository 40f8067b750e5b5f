import { judgement } from "@signalbox/core/analysis/judgement";
import { classifyMetric } from "@signalbox/core/analysis/kayenta/classify-metric";
import { observe } from "@signalbox/core/analysis/observe";
import { AnalysisPolicy } from "@signalbox/core/analysis/policy";
import { beginAnalysis } from "@signalbox/core/analysis/state";
import { describe, expect, test } from "vitest";

const hour = Array.from({ length: 60 }, (_, minute) => minute);
const requests = 100;

/** The verdict over an hour at one weight, of bad requests minute by minute. */
function counted(metric: "errors" | "slow", candidate: readonly number[], stable: readonly number[]) {
  const begun = beginAnalysis([{ service: "chat", metric }]);
  const minutes = hour.map((minute) => ({
    service: "chat",
    metric,
    minute,
    step: 0,
    alone: false,
    candidate: { requests, bad: candidate[minute] ?? 0 },
    stable: { requests, bad: stable[minute] ?? 0 },
  }));
  return judgement(observe(begun, minutes), AnalysisPolicy.parse({})).verdict;
}

/** What Kayenta's judge says of the same hour, which sees one number a minute. */
const ranked = (candidate: readonly number[], stable: readonly number[]) =>
  classifyMetric({ control: stable, experiment: candidate, config: { direction: "increase" } })
    .classification;

describe("Given an hour beside stable, in which Kayenta's judge sees nothing", () => {
  const none = hour.map(() => 0);

  test("when a third of the requests of every fifteenth minute fails, then the candidate fails", () => {
    const bursts = hour.map((minute) => (minute % 15 === 7 ? 35 : 0));
    expect([ranked(bursts, none), counted("errors", bursts, none)]).toEqual(["Pass", "fail"]);
  });

  test("when its answers take as long in the middle and far longer now and then, then the slow ones fail it", () => {
    const seconds = (spread: number) => hour.map((minute) => 1 + ((minute % 5) - 2) * spread);
    const slow = (means: readonly number[]) => means.map((mean) => (mean > 1.5 ? requests : 0));
    const [steady, wild] = [seconds(0.01), seconds(0.4)];
    expect([ranked(wild, steady), counted("slow", slow(wild), slow(steady))]).toEqual(["Pass", "fail"]);
  });

  test("when stable has no error, and so no series of errors, then the candidate's are judged all the same", () => {
    const absent = hour.map(() => Number.NaN);
    const errors = hour.map(() => 5);
    expect([ranked(errors, absent), counted("errors", errors, none)]).toEqual(["Nodata", "fail"]);
  });
});
