import { previewPattern } from "@signalbox/core/release/preview";
import type { Resource } from "../../../scripts/synth/graph.ts";
import type { InfraPromise } from "../promise.ts";
import { configOf } from "../view/config.ts";
import { platformIn } from "../view/platforms.ts";
import { arnOf, ofType, valueIn, wrong } from "../view/resources.ts";
import { at, listOf, textsOf } from "../view/values.ts";

const pathsOf = (rule: Resource): string[] =>
  listOf(valueIn(rule, "conditions")).flatMap((condition) => textsOf(at(condition, "pathPattern.values")));

const cookiesOf = (rule: Resource): string[] =>
  listOf(valueIn(rule, "conditions")).flatMap((condition) =>
    at(condition, "httpHeader.httpHeaderName") === "Cookie"
      ? textsOf(at(condition, "httpHeader.values"))
      : [],
  );

const groupsOf = (rule: Resource): string =>
  listOf(valueIn(rule, "actions"))
    .flatMap((action) => listOf(at(action, "forward.targetGroups")))
    .map((group) => String(at(group, "arn")))
    .join();

/** Where a rule sends requests, and what the orchestrator must find in it to change nothing but weights. */
const sameAction = (one: Resource, other: Resource): boolean =>
  valueIn(one, "listenerArn") === valueIn(other, "listenerArn") && groupsOf(one) === groupsOf(other);

export const previewRoutes: InfraPromise = {
  name: "before each rule of a canary that users reach stand rules for the preview's cookie, with its paths and both of its sides",
  check: (graph) => {
    const rules = ofType(graph, "aws:lb/listenerRule:ListenerRule");
    const byArn = new Map(rules.map((rule) => [arnOf(rule), rule]));
    const known = (arns: readonly string[] = []) => arns.flatMap((arn) => byArn.get(arn) ?? []);
    const config = configOf(graph);
    const services = config.regions.flatMap(({ region }) =>
      platformIn(graph, region).groups.flatMap((group) =>
        group.strategy === "canary" ? group.services : [],
      ),
    );
    return services
      .filter(({ name }) => config.services[name]?.route.kind === "public")
      .flatMap(({ listenerRuleArns, previewRuleArns }) => {
        const previews = known(previewRuleArns);
        return known(listenerRuleArns).flatMap((rule) => {
          const priority = Number(valueIn(rule, "priority"));
          const before = previews.filter((one) => {
            const distance = priority - Number(valueIn(one, "priority"));
            return distance > 0 && distance < 10 && sameAction(one, rule);
          });
          const tried = before.filter((one) => cookiesOf(one).includes(previewPattern)).flatMap(pathsOf);
          return pathsOf(rule)
            .filter((path) => !tried.includes(path))
            .map((path) =>
              wrong(rule, `has no rule before it by which the preview's cookie reaches ${path}`),
            );
        });
      });
  },
};
