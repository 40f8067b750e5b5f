import type { Action, ForwardActionConfig } from "@aws-sdk/client-elastic-load-balancing-v2";
import { AwsError } from "../error.ts";
import { unsupported } from "../supported.ts";
import type { Registry } from "./registry.ts";
import type { LoadBalancer, RoutingAction, WeightedGroup } from "./state.ts";

/** AWS's quotas: groups of one forward action, and the range of a weight. */
const maxGroups = 5;
const maxWeight = 999;

/** Checks a rule's actions as AWS does and makes them routable. One routing action is all that an HTTP rule takes. */
export function compileActions(
  operation: string,
  registry: Registry,
  balancer: LoadBalancer,
  written: readonly Action[],
): RoutingAction {
  const [action, ...others] = written;
  if (!action) throw new AwsError("ValidationError", "A rule must have at least one action");
  for (const { Type } of written)
    if (Type !== "forward" && Type !== "fixed-response" && Type !== "redirect")
      throw unsupported(operation, `the action type ${Type}`);
  if (others.length > 0)
    throw new AwsError(
      "InvalidLoadBalancerAction",
      "A rule can have only one forward, redirect or fixed-response action",
    );
  if (action.Type === "forward")
    return {
      kind: "forward",
      groups: forwarded(registry, balancer, action),
      stickySeconds: stickySeconds(action),
    };
  return action.Type === "redirect" ? redirect(action) : fixed(action);
}

/** The groups in AWS's full form: DescribeRules names them in ForwardConfig, and a single one in TargetGroupArn too. */
export function writtenActions(written: readonly Action[]): Action[] {
  return written.map((action, index) => {
    if (action.Type !== "forward") return { ...action, Order: action.Order ?? index + 1 };
    const tuples = tuplesOf(action).map(({ TargetGroupArn, Weight }) => ({
      TargetGroupArn,
      Weight: Weight ?? 1,
    }));
    const single = tuples.length === 1 ? { TargetGroupArn: tuples[0]?.TargetGroupArn } : {};
    const config: ForwardActionConfig = {
      TargetGroups: tuples,
      TargetGroupStickinessConfig: action.ForwardConfig?.TargetGroupStickinessConfig?.Enabled
        ? action.ForwardConfig.TargetGroupStickinessConfig
        : { Enabled: false },
    };
    return { Type: "forward", ...single, Order: action.Order ?? index + 1, ForwardConfig: config };
  });
}

function tuplesOf({
  TargetGroupArn,
  ForwardConfig,
}: Action): NonNullable<ForwardActionConfig["TargetGroups"]> {
  if (ForwardConfig?.TargetGroups?.length) return ForwardConfig.TargetGroups;
  return TargetGroupArn ? [{ TargetGroupArn }] : [];
}

/** AWS's range: a second to seven days. */
const maxStickySeconds = 604_800;

function stickySeconds({ ForwardConfig }: Action): number | undefined {
  const { Enabled, DurationSeconds: seconds } = ForwardConfig?.TargetGroupStickinessConfig ?? {};
  if (!Enabled) return undefined;
  if (seconds === undefined || !Number.isInteger(seconds) || seconds < 1 || seconds > maxStickySeconds)
    throw new AwsError(
      "ValidationError",
      `Target group stickiness duration '${seconds}' must be between 1 and ${maxStickySeconds} inclusive`,
    );
  return seconds;
}

function forwarded(registry: Registry, balancer: LoadBalancer, action: Action): WeightedGroup[] {
  const { TargetGroupArn: single, ForwardConfig: config } = action;
  const tuples = tuplesOf(action);
  if (single && config?.TargetGroups && (tuples.length !== 1 || tuples[0]?.TargetGroupArn !== single))
    throw new AwsError(
      "ValidationError",
      "You can only specify a single target group with TargetGroupArn, and it must be the one in ForwardConfig",
    );
  if (tuples.length === 0)
    throw new AwsError("ValidationError", "A forward action must specify a target group");
  if (tuples.length > maxGroups)
    throw new AwsError(
      "ValidationError",
      `A forward action can have a maximum of ${maxGroups} target groups`,
    );
  const arns = new Set(tuples.map(({ TargetGroupArn }) => TargetGroupArn));
  if (arns.size < tuples.length)
    throw new AwsError("ValidationError", "A forward action cannot name a target group more than once");
  const sticky = (arn: string | undefined): boolean =>
    registry.targetGroup(arn).attributes.get("stickiness.enabled") === "true";
  if (
    tuples.length > 1 &&
    !config?.TargetGroupStickinessConfig?.Enabled &&
    tuples.some(({ TargetGroupArn }) => sticky(TargetGroupArn))
  )
    throw new AwsError(
      "InvalidLoadBalancerAction",
      "You must enable group stickiness on a rule if you enabled target stickiness on one of its target groups",
    );
  return tuples.map(({ TargetGroupArn: arn, Weight: weight = 1 }) => {
    if (!Number.isInteger(weight) || weight < 0 || weight > maxWeight)
      throw new AwsError(
        "ValidationError",
        `Target group weight '${weight}' must be between 0 and ${maxWeight} inclusive`,
      );
    const group = registry.targetGroup(arn);
    const user = registry.userOf(group);
    if (user && user !== balancer)
      throw new AwsError(
        "TargetGroupAssociationLimit",
        `The following target groups cannot be associated with more than one load balancer: ${arn}`,
      );
    return { group, weight };
  });
}

function fixed({ FixedResponseConfig: config }: Action): RoutingAction {
  const {
    StatusCode: status = "",
    ContentType: contentType = "text/plain",
    MessageBody: body = "",
  } = config ?? {};
  if (!/^[245]\d\d$/.test(status))
    throw new AwsError(
      "ValidationError",
      `The fixed-response status code '${status}' must be 2XX, 4XX or 5XX`,
    );
  if (body.length > 1024)
    throw new AwsError("ValidationError", "The message body is limited to 1024 characters");
  return { kind: "fixed", status: Number(status), contentType, body };
}

function redirect({ RedirectConfig: config }: Action): RoutingAction {
  const { StatusCode: status, Protocol, Host, Port, Path, Query } = config ?? {};
  if (status !== "HTTP_301" && status !== "HTTP_302")
    throw new AwsError("ValidationError", "The redirect status code must be HTTP_301 or HTTP_302");
  if (!Protocol && !Host && !Port && !Path)
    throw new AwsError(
      "InvalidLoadBalancerAction",
      "The redirect must change at least one of: protocol, host, port, path",
    );
  const location = {
    protocol: Protocol ?? "#{protocol}",
    host: Host ?? "#{host}",
    port: Port ?? "#{port}",
    path: Path ?? "/#{path}",
    query: Query ?? "#{query}",
  };
  return { kind: "redirect", status: Number(status.slice(5)), location };
}
