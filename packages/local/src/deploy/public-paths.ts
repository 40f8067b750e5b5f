import { z } from "zod";
import { publicPort } from "../world/edge/url-of.ts";
import type { Entry, PlatformDocument } from "./document.ts";

const Listener = z.object({ LoadBalancerArn: z.string(), Port: z.int() });
const Balancer = z.object({ Name: z.string() });
const Rule = z.object({
  ListenerArn: z.string(),
  Priority: z.int(),
  Conditions: z.array(z.object({ PathPatternConfig: z.object({ Values: z.array(z.string()) }).optional() })),
  Actions: z.array(
    z.object({
      ForwardConfig: z
        .object({ TargetGroups: z.array(z.object({ TargetGroupArn: z.string() })).min(1) })
        .optional(),
    }),
  ),
});

/**
 * One path of each service that users reach in the primary region, so that traffic which asks for them all leaves no service
 * of a release unasked: a pattern of its listener rules up to the wildcard.
 */
export function publicPaths({ regions: [primary], publicBalancer, entries }: PlatformDocument): string[] {
  const made = <Input>(operation: string, schema: z.ZodType<Input>) =>
    entries.flatMap(({ id, call }: Entry) =>
      call?.operation === operation && call.region === primary
        ? [{ arn: `\${${id}.arn}`, ...schema.parse(call.input) }]
        : [],
    );
  const balancer = made("CreateLoadBalancer", Balancer).find(({ Name }) => Name === publicBalancer);
  const listener = made("CreateListener", Listener).find(
    ({ LoadBalancerArn, Port }) => LoadBalancerArn === balancer?.arn && Port === publicPort,
  );
  const patterns = new Map<string, string>();
  for (const { Conditions, Actions } of made("CreateRule", Rule)
    .filter(({ ListenerArn }) => ListenerArn === listener?.arn)
    .toSorted((one, two) => one.Priority - two.Priority)) {
    const service = Actions.flatMap(({ ForwardConfig }) => ForwardConfig?.TargetGroups ?? [])[0]
      ?.TargetGroupArn;
    const pattern = Conditions.flatMap(({ PathPatternConfig }) => PathPatternConfig?.Values ?? []).find(
      (value) => value.endsWith("*"),
    );
    if (service !== undefined && pattern !== undefined && !patterns.has(service))
      patterns.set(service, pattern);
  }
  return [...patterns.values()].map((pattern) => pattern.slice(0, -1));
}
