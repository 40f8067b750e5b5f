import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import { regionalMemory } from "../regional-memory.ts";
import type { Service } from "../service.ts";
import { listed, loadBalancerAttributes, setAttributes, targetGroupAttributes } from "./attributes.ts";
import { type LoadBalancerHazards, noHazards } from "./hazards.ts";
import { createListener, deleteListener, describeListeners, modifyListener } from "./listeners.ts";
import { createLoadBalancer, deleteLoadBalancer, describeLoadBalancers } from "./load-balancers.ts";
import { restore, save } from "./memory.ts";
import { Registry } from "./registry.ts";
import { createRule, deleteRule, describeRules, modifyRule, setRulePriorities } from "./rules.ts";
import { stopAll } from "./stop.ts";
import { addTagsTo, describeTags, removeTagsFrom } from "./tags.ts";
import {
  createTargetGroup,
  deleteTargetGroup,
  describeTargetGroups,
  modifyTargetGroup,
} from "./target-groups.ts";
import { deregisterTargets, describeTargetHealth, registerTargets } from "./targets.ts";

/** Application load balancers (API version 2015-12-01): HTTP listeners, weighted rules, target groups of type ip. */
export function elasticloadbalancing(
  world: World,
  hazards: LoadBalancerHazards = noHazards,
): Service<"elasticloadbalancing"> {
  const registries: Registry[] = [];
  const chance = world.random.fork("elasticloadbalancing");
  const at = regional((region) => {
    const registry = new Registry(chance.fork(region), hazards);
    registries.push(registry);
    return registry;
  });
  const newArn = (region: string, rest: string): string[] => [
    `arn:aws:elasticloadbalancing:${region}:${world.account}:${rest}/*`,
  ];
  const arns = (...candidates: readonly (string | undefined)[]): string[] =>
    candidates.filter((arn) => arn !== undefined);

  return {
    name: "elasticloadbalancing",
    memory: regionalMemory(at, save, (registry, saved) => restore(world, registry, saved)),
    operations: {
      CreateLoadBalancer: (input, context) => createLoadBalancer(world, at(context.region), input, context),
      DescribeLoadBalancers: (input, { region }) => describeLoadBalancers(at(region), input),
      DeleteLoadBalancer: (input, { region }) => deleteLoadBalancer(world, at(region), input),
      DescribeLoadBalancerAttributes: ({ LoadBalancerArn }, { region }) => ({
        Attributes: listed(at(region).loadBalancer(LoadBalancerArn).attributes),
      }),
      ModifyLoadBalancerAttributes: ({ LoadBalancerArn, Attributes = [] }, { region }) => {
        const { attributes } = at(region).loadBalancer(LoadBalancerArn);
        setAttributes("ModifyLoadBalancerAttributes", attributes, loadBalancerAttributes, Attributes);
        return { Attributes: listed(attributes) };
      },
      CreateTargetGroup: (input, context) => createTargetGroup(world, at(context.region), input, context),
      DescribeTargetGroups: (input, { region }) => describeTargetGroups(at(region), input),
      ModifyTargetGroup: (input, { region }) => modifyTargetGroup(at(region), input),
      DeleteTargetGroup: (input, { region }) => deleteTargetGroup(at(region), input),
      DescribeTargetGroupAttributes: ({ TargetGroupArn }, { region }) => ({
        Attributes: listed(at(region).targetGroup(TargetGroupArn).attributes),
      }),
      ModifyTargetGroupAttributes: ({ TargetGroupArn, Attributes = [] }, { region }) => {
        const { attributes } = at(region).targetGroup(TargetGroupArn);
        setAttributes("ModifyTargetGroupAttributes", attributes, targetGroupAttributes, Attributes);
        return { Attributes: listed(attributes) };
      },
      CreateListener: (input, { region }) => createListener(world, at(region), input),
      DescribeListeners: (input, { region }) => describeListeners(at(region), input),
      ModifyListener: (input, { region }) => modifyListener(world, at(region), input),
      DeleteListener: (input, { region }) => deleteListener(world, at(region), input),
      CreateRule: (input, { region }) => createRule(world, at(region), input),
      DescribeRules: (input, { region }) => describeRules(at(region), input),
      ModifyRule: (input, { region }) => modifyRule(world, at(region), input),
      SetRulePriorities: (input, { region }) => setRulePriorities(world, at(region), input),
      DeleteRule: (input, { region }) => deleteRule(world, at(region), input),
      RegisterTargets: (input, { region }) => registerTargets(world, at(region), input),
      DeregisterTargets: (input, { region }) => deregisterTargets(world, at(region), input),
      AddTags: (input, { region }) => addTagsTo(at(region), input),
      RemoveTags: (input, { region }) => removeTagsFrom(at(region), input),
      DescribeTags: (input, { region }) => describeTags(at(region), input),
      DescribeTargetHealth: (input, { region }) => describeTargetHealth(at(region), input),
    },
    resources: {
      CreateLoadBalancer: ({ Name }, { region }) => newArn(region, `loadbalancer/app/${Name}`),
      DeleteLoadBalancer: ({ LoadBalancerArn }) => arns(LoadBalancerArn),
      ModifyLoadBalancerAttributes: ({ LoadBalancerArn }) => arns(LoadBalancerArn),
      CreateTargetGroup: ({ Name }, { region }) => newArn(region, `targetgroup/${Name}`),
      ModifyTargetGroup: ({ TargetGroupArn }) => arns(TargetGroupArn),
      DeleteTargetGroup: ({ TargetGroupArn }) => arns(TargetGroupArn),
      ModifyTargetGroupAttributes: ({ TargetGroupArn }) => arns(TargetGroupArn),
      CreateListener: ({ LoadBalancerArn }) => arns(LoadBalancerArn),
      ModifyListener: ({ ListenerArn }) => arns(ListenerArn),
      DeleteListener: ({ ListenerArn }) => arns(ListenerArn),
      CreateRule: ({ ListenerArn }) => arns(ListenerArn),
      ModifyRule: ({ RuleArn }) => arns(RuleArn),
      SetRulePriorities: ({ RulePriorities = [] }) => arns(...RulePriorities.map(({ RuleArn }) => RuleArn)),
      DeleteRule: ({ RuleArn }) => arns(RuleArn),
      AddTags: ({ ResourceArns = [] }) => ResourceArns,
      RemoveTags: ({ ResourceArns = [] }) => ResourceArns,
      RegisterTargets: ({ TargetGroupArn }) => arns(TargetGroupArn),
      DeregisterTargets: ({ TargetGroupArn }) => arns(TargetGroupArn),
    },
    stop: () => stopAll(registries),
  };
}
