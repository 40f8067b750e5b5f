import type { Action, Listener as Described } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { compileActions, writtenActions } from "./actions.ts";
import { balancerOf } from "./balancer.ts";
import type { Registry } from "./registry.ts";
import { setRules } from "./rule-list.ts";
import type { Listener, Rule } from "./state.ts";
import { tag } from "./tags.ts";

type In<Op extends string> = Input<"elasticloadbalancing", Op>;
type Out<Op extends string> = Output<"elasticloadbalancing", Op>;

export async function createListener(
  world: World,
  registry: Registry,
  input: In<"CreateListener">,
): Promise<Out<"CreateListener">> {
  refuseUnsupported("CreateListener", input, [
    "LoadBalancerArn",
    "Protocol",
    "Port",
    "DefaultActions",
    "Tags",
  ]);
  const balancer = registry.loadBalancer(input.LoadBalancerArn);
  const { Port: port = 0, Protocol: protocol, DefaultActions: actions = [] } = input;
  if (protocol !== "HTTP") throw unsupported("CreateListener", `the protocol ${protocol ?? "(none)"}`);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new AwsError("ValidationError", `Port '${port}' must be between 1 and 65535 inclusive`);
  if (registry.listenersOf(balancer).some((other) => other.port === port))
    throw new AwsError(
      "DuplicateListener",
      `A listener already exists on this port for this load balancer '${balancer.arn}'`,
    );
  const listener: Listener = {
    arn: `${balancer.arn.replace(":loadbalancer/", ":listener/")}/${registry.random.hex(16)}`,
    loadBalancer: balancer,
    port,
    rules: [],
    served: [],
    open: undefined,
  };
  const fallback = defaultRule(
    `${listener.arn.replace(":listener/", ":listener-rule/")}/${registry.random.hex(16)}`,
    compileActions("CreateListener", registry, balancer, actions),
    actions,
  );
  tag(registry, listener.arn, input.Tags);
  registry.listeners.set(listener.arn, listener);
  setRules(world, registry, listener, [fallback]);
  await open(world, registry, listener);
  return { Listeners: [describe(listener)] };
}

/** Lets traffic in. */
export async function open(world: World, registry: Registry, listener: Listener): Promise<void> {
  const { loadBalancer, port } = listener;
  listener.open = await world.plane.listen({
    region: loadBalancer.region,
    loadBalancerName: loadBalancer.name,
    port,
    balancer: balancerOf(listener, registry.random, world.clock),
    clientKeepAliveSeconds: () => Number(loadBalancer.attributes.get("client_keep_alive.seconds")),
    idleTimeoutSeconds: () => Number(loadBalancer.attributes.get("idle_timeout.timeout_seconds")),
  });
  // Deleted while it opened: nobody else closes it.
  if (loadBalancer.deleted.signal.aborted) await listener.open.close();
}

export function describeListeners(
  registry: Registry,
  { LoadBalancerArn, ListenerArns, Marker, PageSize = 400 }: In<"DescribeListeners">,
): Out<"DescribeListeners"> {
  if (!LoadBalancerArn && !ListenerArns?.length)
    throw new AwsError("ValidationError", "You must specify either listener ARNs or a load balancer ARN");
  const chosen = LoadBalancerArn
    ? registry.listenersOf(registry.loadBalancer(LoadBalancerArn))
    : (ListenerArns ?? []).map((arn) => registry.listener(arn));
  const { items, nextToken } = page(chosen, Marker, PageSize);
  return { Listeners: items.map(describe), NextMarker: nextToken };
}

export function modifyListener(
  world: World,
  registry: Registry,
  input: In<"ModifyListener">,
): Out<"ModifyListener"> {
  refuseUnsupported("ModifyListener", input, ["ListenerArn", "DefaultActions"]);
  const listener = registry.listener(input.ListenerArn);
  const { DefaultActions: actions } = input;
  if (actions) {
    const action = compileActions("ModifyListener", registry, listener.loadBalancer, actions);
    const rules = listener.rules.map((rule) =>
      rule.priority === Number.POSITIVE_INFINITY ? defaultRule(rule.arn, action, actions) : rule,
    );
    setRules(world, registry, listener, rules);
  }
  return { Listeners: [describe(listener)] };
}

export async function deleteListener(
  world: World,
  registry: Registry,
  { ListenerArn }: In<"DeleteListener">,
): Promise<Out<"DeleteListener">> {
  const listener = registry.listener(ListenerArn);
  registry.listeners.delete(listener.arn);
  setRules(world, registry, listener, []);
  await listener.open?.close();
  return {};
}

const defaultRule = (arn: string, action: Rule["action"], actions: readonly Action[]): Rule => ({
  arn,
  priority: Number.POSITIVE_INFINITY,
  written: { conditions: [], actions: writtenActions(actions) },
  conditions: [],
  action,
});

const describe = ({ arn, loadBalancer, port, rules }: Listener): Described => ({
  ListenerArn: arn,
  LoadBalancerArn: loadBalancer.arn,
  Port: port,
  Protocol: "HTTP",
  DefaultActions: [...(rules.at(-1)?.written.actions ?? [])],
});
