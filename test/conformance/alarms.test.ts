import { readFileSync } from "node:fs";
import {
  evaluate,
  evaluationRange,
  type TreatMissingData,
} from "@signalbox/local/services/monitoring/alarms/evaluate";
import { describe, expect, test } from "vitest";

type State = "OK" | "ALARM" | "INSUFFICIENT_DATA";
type Point = "ok" | "breaching" | null;

interface Row {
  readonly id: string;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: TreatMissingData;
  readonly datapoints?: readonly Point[];
  readonly previousState: State;
  readonly expectedState?: State;
  readonly expectedStateNot?: State;
  /** A walk through time: states by period, counted from 1. */
  readonly series?: readonly Point[];
  readonly expectedStates?: Readonly<Record<string, State>>;
}

const rows: readonly Row[] = readFileSync(
  new URL("../fixtures/conformance/cloudwatch-alarm-table.jsonl", import.meta.url),
  "utf8",
)
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

describe("the tables of CloudWatch's documentation", () => {
  test("all 131 rows are there", () => {
    expect(rows).toHaveLength(131);
  });

  test.each(rows.filter(({ expectedState }) => expectedState))("$id is $expectedState", (row) => {
    expect(evaluate((row.datapoints ?? []).map(breaches), row, row.previousState)).toBe(row.expectedState);
  });

  test.each(rows.filter(({ expectedStateNot }) => expectedStateNot))(
    "$id is not $expectedStateNot",
    (row) => {
      expect(evaluate((row.datapoints ?? []).map(breaches), row, row.previousState)).not.toBe(
        row.expectedStateNot,
      );
    },
  );

  test.each(rows.filter(({ series }) => series))("$id, period by period", (row) => {
    let state: State = "OK";
    const states = (row.series ?? []).map((_, index, series) => {
      const seen = series.slice(0, index + 1).slice(-evaluationRange(row.evaluationPeriods));
      state = evaluate(seen.map(breaches), row, state);
      return [`${index + 1}`, state];
    });
    expect(Object.fromEntries(states)).toMatchObject(row.expectedStates ?? {});
  });
});

function breaches(point: Point): boolean | undefined {
  return point === null ? undefined : point === "breaching";
}
