/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

export interface WeightedRuleArgs {
  readonly listenerArn: $util.Input<string>;
  readonly priority: number;
  readonly paths: readonly string[];
  /** A header that requests must have beside; wildcards stand for anything. */
  readonly header?: { readonly name: string; readonly value: string };
  /** All to the first at the start; the others stay in the rule, or their targets would get no health checks. */
  readonly targetGroupArns: readonly $util.Input<string>[];
}

/**
 * Forwards paths by weight. The weights are the orchestrator's: no deployment sets them back. Without stickiness, which
 * would override them. A rule that is made later, for paths that are new, starts at 100/0 as well: where green serves, the
 * next release finds the drift, and says so, before it shifts anything.
 */
export const weightedRule = (
  scope: Scope,
  thing: string,
  { listenerArn, priority, paths, header, targetGroupArns }: WeightedRuleArgs,
) =>
  new aws.lb.ListenerRule(
    scope.id(thing),
    {
      listenerArn,
      priority,
      conditions: [
        ...(header ? [{ httpHeader: { httpHeaderName: header.name, values: [header.value] } }] : []),
        { pathPattern: { values: [...paths] } },
      ],
      actions: [
        {
          type: "forward",
          forward: {
            targetGroups: targetGroupArns.map((arn, index) => ({ arn, weight: index === 0 ? 100 : 0 })),
          },
        },
      ],
    },
    scope.options({ ignoreChanges: ["actions"] }),
  );
