import type { AnyWorkflow } from "@signalbox/functions/step";
import { releaseCanary } from "@signalbox/functions/workflows/release-canary/workflow";
import { describe, expect, test } from "vitest";
import { type Laptop, onLaptop, person, type Setting } from "./laptop.fixture.ts";
import { redeploy } from "./redeploy.fixture.ts";
import {
  decide,
  type Ending,
  ending,
  pushQuietly,
  reached,
  services,
  start,
  weights,
  writes,
} from "./release.fixture.ts";

/** The canary's workflow, in which these steps say at once that what they look for is there. */
function blind(...names: readonly string[]): AnyWorkflow {
  const steps = releaseCanary.steps.map((step) =>
    names.includes(step.name) ? { ...step, run: async () => seen[step.name] ?? {} } : step,
  );
  return { ...releaseCanary, steps };
}
const seen: Readonly<Record<string, object>> = {
  CheckTargets: { done: true, healthy: 3 },
  ObserveShare: { done: true, ends: 4_000_000_000_000, look: 60 },
  Drain: { done: true, waitSeconds: 3 },
};

/** Releases v2 by a machine that may lack something, and says how it ended and how many requests were lost. */
async function released(
  { changed = releaseCanary, ...setting }: Setting & { readonly changed?: AnyWorkflow },
  meanwhile: (laptop: Laptop) => Promise<void> = async () => {},
): Promise<{ end: Ending; lost: number }> {
  let outcome: { end: Ending; lost: number } | undefined;
  await onLaptop(setting, async (laptop) => {
    await redeploy(laptop, changed);
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await meanwhile(laptop);
    const end = await ending(laptop, arn);
    await laptop.clock.sleep(600_000);
    outcome = { end, lost: laptop.traffic.ledger.snapshot().lost };
  });
  return outcome!;
}

/** Sets a rule past the orchestrator; percent of requests. */
async function setByHand({ world, service }: Laptop, blue: number): Promise<void> {
  const { sides, listenerRuleArns } = service;
  const TargetGroups = [
    { TargetGroupArn: sides.blue.targetGroupArn, Weight: blue },
    { TargetGroupArn: sides.green.targetGroupArn, Weight: 100 - blue },
  ];
  const Actions = [{ Type: "forward" as const, ForwardConfig: { TargetGroups } }];
  for (const RuleArn of listenerRuleArns)
    await world.call("elasticloadbalancing", "ModifyRule", { RuleArn, Actions }, person);
}

describe("a load balancer that goes on by its old weights for five minutes, behind an API that throttles", () => {
  const policy = { ladder: [100], bakeSeconds: 3_000, holdSeconds: 0, drainSeconds: 60 };
  /** Somebody in a hurry promotes as soon as there is a bake. */
  const hurried = async (laptop: Laptop) => {
    laptop.cloud.faults.add({ kind: "weights-lag", seconds: 300 });
    laptop.cloud.faults.add({ kind: "throttle", operation: "ModifyRule", count: 2 });
    await reached(laptop, "r1", "baking", 100);
    await decide(laptop, "promote", "r1");
  };

  test("does not get its old side taken away before the traffic has left it", async () => {
    const { end, lost } = await released({ policy }, hurried);
    expect({ end, lost }).toMatchObject({ end: { status: "SUCCEEDED" }, lost: 0 });
  });

  test("loses requests to a release that looks at the rule alone, not at what is served", async () => {
    const unseeing = blind("ObserveShare", "Drain");
    const { end, lost } = await released({ policy, changed: unseeing }, hurried);
    expect(end).toMatchObject({ status: "SUCCEEDED" });
    expect(lost).toBeGreaterThan(100);
  });
});

describe("a candidate that takes its time to get healthy", () => {
  const policy = { ladder: [100], bakeSeconds: 60, holdSeconds: 60, drainSeconds: 60 };

  test("gets its last weight when all of its targets are healthy", async () => {
    expect(await released({ policy })).toMatchObject({ end: { status: "SUCCEEDED" }, lost: 0 });
  });

  test("answers 503 to everybody in a release that does not wait for its targets", async () => {
    const careless = blind("CheckTargets");
    expect((await released({ policy, changed: careless })).lost).toBeGreaterThan(100);
  });
});

test("Given a rule that somebody pointed at the side without a task, when a release is asked for, then it stops before it moves anything", () =>
  onLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await setByHand(laptop, 0);
    const end = await ending(laptop, await start(laptop, "r1", {}));
    expect(end).toMatchObject({ status: "FAILED", error: "Release.Drifted" });
    expect(end.cause).toContain("the services are not on one side");
    expect(writes(laptop).filter((call) => !call.startsWith("dynamodb:"))).toEqual([]);
  }));

test("Given a deployment that puts the declared weights back in mid-release, then the release turns back instead of going on from weights that are not its own", () =>
  onLaptop({ policy: { ladder: [50, 100], bakeSeconds: 120, drainSeconds: 60 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking", 50);
    await setByHand(laptop, 100);
    const end = await ending(laptop, arn);
    expect(end).toMatchObject({ error: "Release.RolledBack" });
    expect(end.cause).toContain("somebody else changed it");
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
    expect(await services(laptop)).toMatchObject({ blue: { runningCount: 3 }, green: { runningCount: 0 } });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));
