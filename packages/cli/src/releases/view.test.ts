import { turnedBack } from "@signalbox/core/release/report.fixture";
import { expect, test } from "vitest";
import { composeView, exitCodeOf } from "./view.ts";

const platform = { groups: [] };
const startDate = new Date("2026-01-01T00:00:00Z");
const execution = (fields: object) => ({
  executionArn: "arn:aws:states:us-east-1:1:execution:signalbox-release:r1",
  stateMachineArn: "arn",
  name: "r1",
  startDate,
  status: "RUNNING" as const,
  input: JSON.stringify({
    group: "chat",
    image: { repository: "open-webui", tag: "v2" },
    requestedBy: "ann",
  }),
  ...fields,
});

test("a release tells its image, its group and who asked", () => {
  expect(composeView(execution({}), {}, platform)).toMatchObject({
    id: "r1",
    group: "chat",
    image: "open-webui:v2",
    requestedBy: "ann",
    status: "preparing",
    startedAt: startDate,
  });
});

test("an execution whose input is no release request is shown all the same", () => {
  const view = composeView(execution({ input: '{"x":1}', status: "FAILED" }), {}, platform);
  expect(view).toMatchObject({ group: undefined, image: "", status: "refused" });
});

test.each([
  [{ status: "SUCCEEDED" as const }, "promoted", 0],
  [{ status: "FAILED" as const, error: "Release.RolledBack" }, "rolled-back", 5],
  [{ status: "FAILED" as const, error: "Release.Locked" }, "refused", 1],
  [{ status: "ABORTED" as const }, "refused", 1],
])("an execution that ended as %j is %s and exits with %i", (fields, status, code) => {
  const view = composeView(execution(fields), {}, platform);
  expect(view.status).toBe(status);
  expect(exitCodeOf(view.status)).toBe(code);
});

test("a release that was refused is refused, be it before it was recorded or after", () => {
  const problem = { error: "Release.Drifted", cause: "somebody moved it" };
  const report = { ...turnedBack, outcome: "refused", problem } as const;
  const refused = execution({ status: "FAILED", error: problem.error, cause: "" });
  const run = { release: report.release, epoch: 1, phase: "ended", weight: 0, scaling: [], report } as const;
  for (const found of [{ refusal: report }, { run: { ...run, scaling: [] } }])
    expect(composeView(refused, found, platform)).toMatchObject({ status: "refused", problem, report });
});

test("a release that waits for a person exits with 3", () => {
  expect(exitCodeOf("waiting-for-person")).toBe(3);
});
