import { expect, test } from "vitest";
import { lostText, recoveryText, standingText } from "./report.ts";
import { type RecoveryAct, type RecoveryRun, withAct } from "./run.ts";

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 3, minute)).toISOString();
const act = (name: string, more: Partial<RecoveryAct> = {}): RecoveryAct => ({
  name: `h1-${name}`,
  text: `${name} is done`,
  actor: `arn:${name}`,
  startedAt: at(1),
  endedAt: at(2),
  outcome: "done",
  ...more,
});
const halted = (...acts: RecoveryAct[]): RecoveryRun => ({
  run: "h1",
  execution: "arn:h1",
  reason: "security_incident",
  time: at(0),
  requestedBy: "bob",
  region: "us-east-1",
  phase: "ended",
  startedAt: at(1),
  plan: ["all comes back"],
  services: [],
  elsewhere: ["eu-west-1"],
  acts,
  outcome: "halted",
  problem: { error: "Backup.Aborted", cause: "ann aborted" },
});

test("where it halted tells what leads on: again before anything serves, by hand afterwards", () => {
  const contained = act("quarantine");
  const failed = act("restore", { outcome: "failed", text: "Backup.Aborted: ann aborted" });
  expect(standingText(halted())).toEqual(["Nothing was done."]);
  const before = standingText(halted(contained, failed)).join(" ");
  expect(before).toMatch(
    /us-east-1, eu-west-1 are kept out.*Not restored: Backup\.Aborted.*start `recover-from-harm` again/,
  );
  const after = standingText(halted(contained, act("restore"))).join(" ");
  expect(after).toMatch(/`rotate-secret` and `restart-service`.*`signalbox backup release h1-restore`/);
});

test("a containment that failed is not said to keep users out", () => {
  const text = standingText(
    halted(act("quarantine", { outcome: "failed", text: "Release.PageNotApplied" })),
  ).join(" ");
  expect(text).toMatch(/^Look whether users .*Release\.PageNotApplied/);
});

test("what was lost ends when users were kept out", () => {
  expect(lostText({ time: at(0), containedAt: at(5) })).toContain("(5 min)");
  expect(lostText({ time: at(0) })).toBe(`Lost: all that was written since ${at(0)}.`);
});

test("the timeline has each act once, from its first start to its end, with who did it", () => {
  const begun = withAct(
    halted(),
    act("restore", { endedAt: undefined, outcome: undefined, text: "restoring" }),
  );
  const told = withAct(begun, act("restore", { startedAt: at(9), endedAt: at(9) }));
  expect(told.acts).toMatchObject([{ startedAt: at(1), endedAt: at(9), outcome: "done" }]);
  expect(recoveryText(told)).toContain(`- ${at(1)} to ${at(9)} h1-restore: restore is done (arn:restore)`);
});
