import type { Play } from "../scenes/scene.ts";

/** Where the listener that a rule belongs to is reached on this machine. */
export async function listenerUrl(
  { booted: { world }, deployment: { region } }: Play,
  ruleArn: string,
): Promise<string> {
  // …:listener-rule/app/<balancer>/<id>/<listener>/<rule>
  const ListenerArn = ruleArn.replace(":listener-rule/", ":listener/").replace(/\/[^/]+$/, "");
  const [, balancer] = ruleArn.split(":listener-rule/app/")[1]?.match(/^([^/]+)\//) ?? [];
  const caller = { region, principal: { kind: "person" } } as const;
  const { Listeners = [] } = await world.call(
    "elasticloadbalancing",
    "DescribeListeners",
    { ListenerArns: [ListenerArn] },
    caller,
  );
  const port = Listeners[0]?.Port;
  const found = world.plane
    .listening()
    .find((open) => open.region === region && open.loadBalancerName === balancer && open.port === port);
  if (!found) throw new Error(`nobody listens for ${ruleArn}`);
  return found.url;
}
