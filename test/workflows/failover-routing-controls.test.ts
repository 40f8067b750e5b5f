import { setStates } from "@signalbox/functions/aws/routing-controls";
import { atEndpoints } from "@signalbox/functions/failover/at-endpoints";
import { placesOf } from "@signalbox/functions/failover/places";
import { turnTraffic } from "@signalbox/functions/failover/steps/turn-traffic";
import { type AnyWorkflow, step } from "@signalbox/functions/step";
import { failover } from "@signalbox/functions/workflows/failover/workflow";
import { endpointRegions } from "@signalbox/local/services/route53-recovery-cluster/endpoints";
import { describe, expect, test } from "vitest";
import { replacing } from "../matrix/without.ts";
import {
  acknowledges,
  ended,
  epochIsTaken,
  executed,
  home,
  keepReady,
  minute,
  names,
  personIn,
  planned,
  reaches,
  runsIn,
  says,
  standby,
  standingBy,
  start,
  type ThreeRegions,
  third,
} from "./failover.fixture.ts";
import { redeployIn } from "./redeploy-region.fixture.ts";
import {
  controlOf,
  isSwitch,
  keepsOn,
  leadsTo,
  onSwitches,
  type Switched,
  turnedOn,
} from "./routing-controls.fixture.ts";

const timeout = 120_000;
const textOf = async (regions: ThreeRegions, region: string, state: string): Promise<string> =>
  (await runsIn(regions, region)).at(-1)?.acts.findLast((act) => act.state === state)?.text ?? "";

test(
  "users of a lost region are turned by switches, though two more endpoints are silent, and so are those of the next one",
  {
    timeout,
  },
  () =>
    onSwitches(async (regions) => {
      const { clock, cloud, silent, asked } = regions;
      for (const region of ["ap-northeast-1", "ap-southeast-2"]) silent.add(region);
      await standingBy(regions, standby, third);
      // All are Off at first, which Route 53 reads as: answer with the primary.
      expect([leadsTo(regions), turnedOn(regions)]).toEqual([home, []]);

      const dark = cloud.faults.add({ kind: "region-dark", region: home });
      expect(await ended(regions, standby)).toMatchObject({ outcome: "completed" });
      expect([leadsTo(regions), turnedOn(regions)]).toEqual([standby, [standby, third]]);
      expect(await textOf(regions, standby, "TurnTraffic")).toMatch(
        /^users are turned away from us-east-1, by routing controls at their endpoint in (us-west-2|eu-west-1)$/,
      );
      expect(await textOf(regions, standby, "WatchTraffic")).toMatch(
        /requests in a minute arrive here, to which routing controls turn users$/,
      );
      expect(asked).not.toContain(home);

      asked.length = 0;
      cloud.faults.remove(dark);
      await clock.sleep(5 * minute);
      await acknowledges(regions, third, 1);
      cloud.faults.add({ kind: "region-dark", region: standby });
      await clock.sleep(12 * minute);
      expect(await ended(regions, third)).toMatchObject({ outcome: "completed", from: standby, to: third });
      expect([leadsTo(regions), turnedOn(regions)]).toEqual([third, [third]]);
      // The one that is left.
      expect(asked.at(-1)).toBe("us-west-2");
      expect(asked.filter((region) => region === home || region === standby)).toEqual([]);
    }),
);

test(
  "a planned move and the way back turn users by switches, and nothing is published for alarms",
  {
    timeout,
  },
  () =>
    onSwitches(async (regions) => {
      const { clock, cloud } = regions;
      keepReady(regions, home, standby);
      await clock.sleep(3 * minute);
      await executed(regions, standby, await start(regions, standby, "failover", planned));
      expect([leadsTo(regions), turnedOn(regions)]).toEqual([standby, [standby, third]]);
      expect(await textOf(regions, standby, "TurnAhead")).toContain("by routing controls");
      await clock.sleep(15 * minute);
      const execution = await start(regions, home, "failback", { requestedBy: "ada" });
      await says(regions, home, await reaches(regions, home, { execution, state: "Ask" }), "approve");
      expect(await executed(regions, home, execution)).toMatchObject({ status: "SUCCEEDED" });
      expect([leadsTo(regions), turnedOn(regions)]).toEqual([home, [home, standby, third]]);
      const published = cloud.log
        .calls()
        .filter(
          ({ operation, input }) =>
            operation === "PutMetricData" && JSON.stringify(input).includes(names.awayMetric),
        );
      expect(published).toEqual([]);
    }),
);

test(
  "what the safety rule refuses is told by its name, and turned once the rule is mended",
  { timeout },
  () =>
    onSwitches(async (regions) => {
      const { clock, cloud } = regions;
      await standingBy(regions, standby);
      cloud.routing.addRule(keepsOn(3));
      const execution = await start(regions, standby, "failover", planned);
      const waiting = await reaches(regions, standby, { execution, state: "AskHow" });
      expect(waiting.acts.at(-1)?.text).toContain(
        `TurnTraffic failed (Failover.SwitchesRefused: The safety rule ${keepsOn(3).arn} (one) wants 3 routing controls On`,
      );
      expect([leadsTo(regions), turnedOn(regions)]).toEqual([home, []]);
      cloud.routing.addRule(keepsOn(1));
      await clock.sleep(minute);
      await says(regions, standby, waiting, "retry");
      expect(await executed(regions, standby, execution)).toMatchObject({ status: "SUCCEEDED" });
      expect(leadsTo(regions)).toBe(standby);
    }),
);

/** Home is dark, and every endpoint outside of it is silent. */
async function onSilence(regions: Switched): Promise<void> {
  await standingBy(regions, standby);
  for (const region of endpointRegions) if (region !== home) regions.silent.add(region);
  regions.cloud.faults.add({ kind: "region-dark", region: home });
}

/** Throws a switch at whichever endpoint, that of the lost region among them, and looks at no epoch. */
const anywhere = step({
  ...turnTraffic,
  run: async (_, context) => {
    const { routing } = placesOf(context);
    if (!routing) throw new Error("the platform has no routing controls");
    const isOn = new Map([[controlOf(standby), true]]);
    const { endpoints } = routing;
    await atEndpoints(context, { endpoints, lost: [], mark: "" }, (client, abortSignal) =>
      setStates(client, isOn, { abortSignal }),
    );
    return { done: true, text: "asked all of them" };
  },
});

describe("where no endpoint outside of the lost region answers", () => {
  test("a person is asked who reads which were tried, and whose retry turns users", { timeout }, () =>
    onSwitches(async (regions) => {
      const { cloud, clock, silent, asked } = regions;
      await onSilence(regions);
      const asks = async () => (await runsIn(regions, standby)).find(({ phase }) => phase === "AskHow");
      await clock.sleep(20 * minute);
      const waiting = await asks();
      if (!waiting) throw new Error(`nobody is asked: ${JSON.stringify(await runsIn(regions, standby))}`);
      const question = waiting.acts.at(-1)?.text ?? "";
      expect(question).toContain("TurnTraffic failed (Failover.SwitchesSilent: no endpoint took them");
      for (const region of silent) expect(question).toContain(region);
      expect(question).not.toContain(home);
      expect(new Set(asked)).toEqual(silent);
      expect(cloud.forbidden.calls().filter(isSwitch)).toEqual([]);
      silent.clear();
      await says(regions, standby, waiting, "retry");
      expect(await ended(regions, standby)).toMatchObject({ outcome: "completed" });
      expect(leadsTo(regions)).toBe(standby);
    }),
  );

  test(
    "without leaving out the lost region's own it is asked, and the cloud writes that down",
    {
      timeout,
    },
    () =>
      onSwitches(async (regions) => {
        await redeployIn(regions, standby, replacing(failover, anywhere));
        await onSilence(regions);
        await ended(regions, standby);
        const calls = regions.cloud.forbidden.calls().filter(isSwitch);
        expect(calls.length).toBeGreaterThan(0);
        expect(calls[0]).toMatchObject({ region: home, why: "unreached", from: standby });
      }),
  );
});

/** Turns users as soon as the lease is over. */
function turnsAtOnce(...changed: AnyWorkflow["steps"][number][]): AnyWorkflow {
  const { machine } = failover;
  const WaitOutLease = { Type: "Wait", Timestamp: "{% $promotableAt %}", Next: "TurnTraffic" } as const;
  const States = { ...machine.States, WaitOutLease };
  return { ...replacing(failover, ...changed), machine: { ...machine, States } };
}

test("without the look at the epochs a run whose epoch is over throws a switch", { timeout }, async () => {
  const thrown = async (changed: AnyWorkflow): Promise<string[]> => {
    let on: string[] = [];
    await onSwitches(async (regions) => {
      await redeployIn(regions, standby, changed);
      await standingBy(regions, standby);
      regions.cloud.faults.add({ kind: "region-dark", region: home });
      await epochIsTaken(regions);
      expect(await ended(regions, standby)).toMatchObject({ outcome: "halted" });
      on = turnedOn(regions);
    });
    return on;
  };
  expect(await thrown(turnsAtOnce())).toEqual([]);
  expect(await thrown(turnsAtOnce(anywhere))).toEqual([standby]);
});

test(
  "a standby reads its switch outside of the region that writes, lacks no alarm that turned users before, and says when no endpoint answers",
  {
    timeout,
  },
  () =>
    onSwitches(async (regions) => {
      const { world, clock, silent, asked } = regions;
      await clock.sleep(3 * minute);
      const AlarmNames = [names.awayAlarm(home), names.awayAlarm(third)];
      await world.call("monitoring", "DeleteAlarms", { AlarmNames }, personIn(standby));
      const lacks = async (): Promise<string[]> => {
        const { output } = await executed(regions, standby, await start(regions, standby, "readiness", {}));
        return JSON.parse(output ?? "{}").lacks;
      };
      expect((await lacks()).filter((one) => /alarm|routing/.test(one))).toEqual([]);
      expect(asked).toHaveLength(1);
      for (const region of endpointRegions) if (region !== home) silent.add(region);
      const [sentence, ...others] = (await lacks()).filter((one) => one.includes("routing"));
      expect(sentence).toMatch(/^The routing controls cannot be read.*us-west-2 \(/);
      expect(others).toEqual([]);
      expect(asked).not.toContain(home);
    }),
);
