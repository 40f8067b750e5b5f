import type { Play } from "../scenes/scene.ts";

/** ARN of the target group that a rule gives all of the traffic; undefined where several have some. */
export async function usersGroup(
  { booted: { world }, deployment: { region } }: Play,
  ruleArn: string,
): Promise<string | undefined> {
  const caller = { region, principal: { kind: "person" } } as const;
  const { Rules = [] } = await world.call(
    "elasticloadbalancing",
    "DescribeRules",
    { RuleArns: [ruleArn] },
    caller,
  );
  const targets = Rules[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
  const serving = targets.filter(({ Weight = 0 }) => Weight > 0);
  return serving.length === 1 ? serving[0]?.TargetGroupArn : undefined;
}

/** Looks until a rule gives all of the traffic to one target group, for two minutes of the world at most. */
export async function untilUsersOn(play: Play, ruleArn: string, targetGroupArn: string): Promise<void> {
  const { clock } = play.booted.world;
  const deadline = clock.now() + 120_000;
  while ((await usersGroup(play, ruleArn)) !== targetGroupArn && clock.now() < deadline)
    await play.io.clock.sleep(10, play.io.interrupted);
}
