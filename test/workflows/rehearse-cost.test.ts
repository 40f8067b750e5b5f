import { runPrice } from "@signalbox/core/cost/run-price";
import { upgradeRuns } from "@signalbox/core/cost/upgrade-runs";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { expect, test } from "vitest";
import { onServing } from "./rehearse.fixture.ts";
import { transitionsOf, usesOf } from "./uses.fixture.ts";

test("a rehearsal with its surveys uses just what its cost says, and costs under one US cent beside its clone", () =>
  onServing({ upgrade: "additive" }, async ({ world, calls, rehearsed, executionOf }) => {
    await rehearsed("r1");
    const used = async (of: string, name: string) =>
      usesOf(of, calls, await transitionsOf(world, executionOf(of, name)));
    const survey = upgradeRuns["survey-database"]();
    expect({
      rehearse: await used("rehearse", "r1"),
      // Both.
      survey: await used("survey-database", "r1-before"),
    }).toEqual({
      rehearse: upgradeRuns.rehearse(),
      survey: { ...survey, lambdaCalls: 2, tableWrites: 2 * survey.tableWrites },
    });
    const workflows = ["rehearse", "survey-database", "survey-database"];
    expect(runPrice(workflows, ReleasePolicy.parse({}), "us-east-1")).toBeLessThan(0.01);
  }));
