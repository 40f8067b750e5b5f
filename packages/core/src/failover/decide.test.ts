import { describe, expect, test } from "vitest";
import { type Decision, decide } from "./decide.ts";
import { down, minuteMs, observed, observers, primary, row, situation, up } from "./failover.fixture.ts";

const now = Date.parse("2026-11-22T08:00:00Z");
const [eu, ap, us] = observers;
const long = { from: now - 6 * minuteMs, to: now };

const errors = (decision: Decision): string[] =>
  decision.act === "nothing" ? decision.reasons.map(({ error }) => error) : [decision.act];

describe("a primary that two of three have seen down for longer than five minutes, with a proof, is left", () => {
  test("whatever the third one says", () => {
    expect(errors(decide(situation(now, row([eu, ap], long))))).toEqual(["failover"]);
    const third = row([us], { ...long, probes: up });
    expect(errors(decide(situation(now, [...row([eu, ap], long), ...third])))).toEqual(["failover"]);
  });

  test("after a person was asked, where the policy says so", () => {
    const policy = { confirmMs: 5 * minuteMs, rpoMs: 60 * minuteMs, automatic: false };
    expect(errors(decide(situation(now, row([eu, ap], long), { policy })))).toEqual(["ask"]);
  });

  test("and the sentence names who saw it and since when", () => {
    expect(decide(situation(now, row([eu, ap], long)))).toMatchObject({
      sentence:
        "eu-west-1 and ap-southeast-1 have seen us-east-1 down since 2026-11-22T07:54:00.000Z, and its replication has stopped.",
    });
  });
});

describe("nothing is done, and why is said,", () => {
  test("where only one sees it down", () => {
    const others = row([ap, us], { ...long, probes: up });
    expect(errors(decide(situation(now, [...row([eu], long), ...others])))).toEqual(["Failover.NoQuorum"]);
  });

  test("where two agree for less than five minutes, however long the first has said so", () => {
    const late = row([ap], { from: now - 4 * minuteMs, to: now });
    expect(errors(decide(situation(now, [...row([eu], long), ...late])))).toEqual(["Failover.NotLongEnough"]);
  });

  test("where their words end before five minutes are full, however little was heard since", () => {
    const short = row([eu, ap], { from: now - 6 * minuteMs, to: now - 2 * minuteMs });
    expect(errors(decide(situation(now, short)))).toEqual(["Failover.NotLongEnough"]);
  });

  test("where a verdict in between was another", () => {
    const flapped = observed(ap, now - 2 * minuteMs + 1, up);
    expect(errors(decide(situation(now, [...row([eu, ap], long), flapped])))).toEqual([
      "Failover.NotLongEnough",
    ]);
  });

  test("where an observer has fallen silent", () => {
    const silent = row([ap], { from: now - 9 * minuteMs, to: now - 3 * minuteMs });
    expect(errors(decide(situation(now, [...row([eu], long), ...silent])))).toEqual(["Failover.NoQuorum"]);
  });

  test("where its database may go on replicating", () => {
    const probes = { ...down, replication: "unknown" } as const;
    expect(errors(decide(situation(now, row([eu, ap], { ...long, probes }))))).toEqual(["Failover.NoProof"]);
  });

  test.each([
    ["the target was never ready", { readyAt: undefined, lagMs: 0 }, "Failover.TargetNotReady"],
    ["it was ready too long ago", { readyAt: now - 31 * minuteMs, lagMs: 0 }, "Failover.TargetNotReady"],
    ["nobody knows the lag", { readyAt: now, lagMs: undefined }, "Failover.LagUnknown"],
    ["the lag is over the RPO", { readyAt: now, lagMs: 61 * minuteMs }, "Failover.LagOverRpo"],
    [
      "users write to what it does not follow",
      { readyAt: now, lagMs: 0, apart: "restored" },
      "Failover.FollowsAnother",
    ],
  ])("where %s", (_, found, error) => {
    const target = { region: eu, ...found };
    expect(errors(decide(situation(now, row([eu, ap], long), { target })))).toEqual([error]);
  });

  test("where an earlier failover was never acknowledged, however long ago it was", () => {
    const unacknowledged = { epoch: 3, at: now - 400 * 24 * 60 * minuteMs };
    expect(errors(decide(situation(now, row([eu, ap], long), { unacknowledged })))).toEqual([
      "Failover.OnHold",
    ]);
  });
});

test("what a region says of itself does not count", () => {
  const own = row([primary, eu], long);
  expect(errors(decide(situation(now, own)))).toEqual(["Failover.NoQuorum"]);
});

test("an observation that is dated into the future makes its observer a liar, not a witness", () => {
  const future = observed(ap, now + 11_000);
  expect(errors(decide(situation(now, [...row([eu, ap], long), future])))).toEqual(["Failover.NoQuorum"]);
});

test("while nobody sees it down there is nothing to say", () => {
  expect(decide(situation(now, row(observers, { ...long, probes: up })))).toEqual({
    act: "nothing",
    reasons: [],
  });
});
