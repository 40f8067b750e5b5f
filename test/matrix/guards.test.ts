import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { ledgerOf, putItem } from "@signalbox/functions/aws/ledger";
import { setPhase } from "@signalbox/functions/aws/run";
import { writeServices } from "@signalbox/functions/aws/service";
import { storeToken } from "@signalbox/functions/aws/wait-token";
import { awaitDecision } from "@signalbox/functions/release/steps/await-decision";
import { type AnyWorkflow, step } from "@signalbox/functions/step";
import { takeLock } from "@signalbox/functions/workflows/release/steps/take-lock";
import { release } from "@signalbox/functions/workflows/release/workflow";
import { groupOf, servicesOf } from "@signalbox/functions/workflows/release-canary/group";
import { scaleIn } from "@signalbox/functions/workflows/release-canary/steps/scale-in";
import { releaseCanary } from "@signalbox/functions/workflows/release-canary/workflow";
import { describe, expect, test } from "vitest";
import { bypassing } from "../workflows/redeploy.fixture.ts";
import { decide } from "../workflows/release.fixture.ts";
import { releaseMatrix } from "./release.ts";
import { replacing, violationsOf } from "./without.ts";
import { type MatrixWorkflow, type Scenario, underTest } from "./workflow.ts";

/** A rollback while hardly anybody uses the application: no traffic betrays what the rule says. */
const quiet: Scenario = {
  ...releaseMatrix.scenarios[0]!,
  name: "quiet",
  setting: { ...releaseMatrix.scenarios[0]!.setting, requestsPerSecond: 0.002 },
  states: { "release-canary": ["Drain"] },
  meanwhile: async (laptop, visits) => {
    await visits.of("Bake", 1);
    await laptop.clock.sleep(5_000);
    await decide(laptop, "abort", underTest);
  },
};

const matrix: MatrixWorkflow = { ...releaseMatrix, scenarios: [...releaseMatrix.scenarios, quiet] };

/** Takes the lock from whoever has it. */
const robs = step({
  ...takeLock,
  run: async ({ order: { group, run } }, context) => {
    await putItem(ledgerOf(context, group), ledgerKeys.lock, {
      owner: context.visit.execution,
      run,
      epoch: 1,
    });
    return { taken: true, waited: false, epoch: 1, waitSeconds: 10 };
  },
});

/** Stores the token, and does not look once more. */
const storesOnly = step({
  ...awaitDecision,
  run: async ({ release: { group, run }, phase }, context) => {
    const ledger = ledgerOf(context, group);
    const { token = "", visit } = context;
    const wait = { wait: visit.entered, began: visit.entered, deadline: visit.entered };
    await storeToken(ledger, run, { token, ...visit, ...wait }, 4_000_000_000);
    await setPhase(ledger, run, phase);
    return { answered: false };
  },
});

/** Scales in without a look at the rule. */
const scalesBlindly = step({
  ...scaleIn,
  run: async ({ release, side }, context) => {
    const { cluster } = groupOf(context, release.group);
    const leaving = servicesOf(context, release).map(({ sides }) => sides[side].service);
    await writeServices(
      context.aws.ecs,
      cluster,
      leaving.map((service) => ({ service, desiredCount: 0 })),
    );
    return {
      deadline: context.clock.now() + 600_000,
      waitSeconds: release.policy.drainSeconds,
      slicing: { counts: {}, taken: 1 },
      more: false,
    };
  },
});

/** Reads the rule neither after the weights were set, on the way there or back, nor before the scale-in. */
function neverReadsBack(): AnyWorkflow {
  const { ReadBackWeights: _, ReadBackStable: __, ...States } = releaseCanary.machine.States;
  const text = JSON.stringify(States)
    .replaceAll('"Next":"ReadBackWeights"', '"Next":"IsWayBack"')
    .replaceAll('"Next":"ReadBackStable"', '"Next":"Drain"');
  const { machine } = releaseCanary;
  return { ...replacing(releaseCanary, scalesBlindly), machine: { ...machine, States: JSON.parse(text) } };
}

describe.each([
  {
    guard: "the drift check",
    without: bypassing(release, "RecordState", "CheckDrift", "IsRehearsed"),
    id: "release/promotion/release/RecordState/1/wrong-state",
    harm: "nothing that speaks against it came before the promotion",
  },
  {
    guard: "the lock",
    without: replacing(release, robs),
    id: "release/promotion/release/TakeLock/1/repeated-event",
    harm: "no two releases act at the same time",
  },
  {
    guard: "reading the rule back",
    without: neverReadsBack(),
    id: "release/quiet/release-canary/Drain/1/wrong-state",
    harm: "blue has all of the traffic, and of the requests with the preview's cookie, and nobody sticks to a side",
  },
  {
    guard: "the look after the token is stored",
    without: replacing(releaseCanary, storesOnly),
    id: "release/promotion/release-canary/Bake/1/repeated-event",
    harm: "an alarm turns back within ten seconds",
  },
])("$guard", ({ without, id, harm }) => {
  test("stands, and the run ends safely", async () => {
    expect(await violationsOf(matrix, release, id)).toEqual([]);
  });
  test("is removed, and the matrix finds the harm", async () => {
    expect(await violationsOf(matrix, without, id)).toContain(harm);
  });
});
