import type { Clock } from "@signalbox/core/clock";
import { type CanaryGroup, listenerRulesOf, type Side } from "@signalbox/core/platform/platform";
import { otherSide } from "@signalbox/core/release/weights";
import type { World } from "@signalbox/local/world/world";
import { z } from "zod";

/** How finely the rules are looked at after the alarm; in the world's milliseconds. */
const lookMs = 20;
/** Given up after this long: then the traffic did not come back. */
const patienceMs = 60_000;

const AlarmEvent = z.object({
  source: z.literal("aws.cloudwatch"),
  "detail-type": z.literal("CloudWatch Alarm State Change"),
  detail: z.object({ alarmName: z.string(), state: z.object({ value: z.literal("ALARM") }) }),
});

/** From the alarm's event on the bus until every rule gives all traffic to stable. */
export interface WayBack {
  readonly alarm: string;
  /** Undefined where the traffic did not come back within a minute. */
  readonly worldSeconds: number | undefined;
  readonly realSeconds: number | undefined;
}

/** Waits for the first alarm of the group's policy, then watches the rules. `stop` ends the waiting. */
export interface AlarmWatch {
  readonly wayBack: () => WayBack | undefined;
  stop(): void;
}

export function watchAlarms(
  world: World,
  region: string,
  group: CanaryGroup,
  stable: Side,
  real: Clock,
): AlarmWatch {
  let wayBack: WayBack | undefined;
  const stop = world.events.subscribe((event) => {
    const { data } = AlarmEvent.safeParse(event);
    if (wayBack || !data || !group.policy.alarms.includes(data.detail.alarmName)) return;
    const alarm = data.detail.alarmName;
    wayBack = { alarm, worldSeconds: undefined, realSeconds: undefined };
    const [worldStart, realStart] = [world.clock.now(), real.now()];
    world.background("watching the way back of the traffic", async () => {
      while (world.clock.now() - worldStart < patienceMs) {
        const rules = await readWeights(world, region, group);
        if (rules.every((weights) => weights[stable] > 0 && weights[otherSide(stable)] === 0)) {
          const since = (now: number, start: number): number => (now - start) / 1000;
          wayBack = {
            alarm,
            worldSeconds: since(world.clock.now(), worldStart),
            realSeconds: since(real.now(), realStart),
          };
          return;
        }
        await world.clock.sleep(lookMs);
      }
    });
  });
  return { wayBack: () => wayBack, stop };
}

/** The weights of both sides in each of the group's rules. */
export async function readWeights(
  world: World,
  region: string,
  group: CanaryGroup,
): Promise<Record<Side, number>[]> {
  const { Rules = [] } = await world.call(
    "elasticloadbalancing",
    "DescribeRules",
    { RuleArns: listenerRulesOf(group) },
    { region, principal: { kind: "person" } },
  );
  return Rules.map(({ RuleArn = "", Actions }) => {
    const service = group.services.find(({ listenerRuleArns, previewRuleArns = [] }) =>
      [...listenerRuleArns, ...previewRuleArns].includes(RuleArn),
    );
    const forwarded = Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
    const weightOf = (side: Side): number =>
      forwarded.find(({ TargetGroupArn }) => TargetGroupArn === service?.sides[side].targetGroupArn)
        ?.Weight ?? 0;
    return { blue: weightOf("blue"), green: weightOf("green") };
  });
}
