import { pipelineRepositories, triggersHere } from "@signalbox/core/pipeline/push";
import { inRegions } from "@signalbox/core/workflow/where";
import { functions, workflows } from "@signalbox/functions/registry";
import type { Graph, Resource } from "../../../scripts/synth/graph.ts";
import type { InfraPromise } from "../promise.ts";
import { configOf, namesIn } from "../view/config.ts";
import { type RoleView, rolesOf } from "../view/policies.ts";
import { arnOf, ofType, valueIn, wrong } from "../view/resources.ts";
import { parsed } from "../view/values.ts";

export const deployedTriggers: InfraPromise = {
  name: "everything in the registry is deployed in every region, with each of its triggers aimed at it",
  check: (graph) => {
    const names = namesIn(graph);
    const roles = rolesOf(graph);
    const config = configOf(graph);
    const pushed = pipelineRepositories(config, graph.stage);
    return config.regions.flatMap(({ region, role }) =>
      [
        ...inRegions(workflows, config.regions.length).map((one) => ({
          ...one,
          type: "aws:sfn/stateMachine:StateMachine",
        })),
        ...inRegions(functions, config.regions.length).map((one) => ({
          ...one,
          type: "aws:lambda/function:Function",
        })),
      ].flatMap(({ name, type, triggers }) => {
        const deployed = ofType(graph, type).find(
          (one) => one.region === region && valueIn(one, "name") === names.deployed(name),
        );
        if (deployed === undefined) return [`${region} has no ${name}`];
        return triggersHere(triggers, pushed, role === "primary").flatMap((trigger) => {
          if (trigger.kind === "person") return [];
          const wanted =
            trigger.kind === "event" ? JSON.stringify(trigger.pattern) : String(trigger.expression);
          return aimed(graph, roles, deployed, trigger.kind).includes(wanted)
            ? []
            : [wrong(deployed, `is not started by ${trigger.kind} ${trigger.name}`)];
        });
      }),
    );
  },
};

/** The patterns, or the expressions, whose rule or schedule is on, aims at the resource and may start it. */
function aimed(
  graph: Graph,
  roles: readonly RoleView[],
  deployed: Resource,
  kind: "event" | "schedule",
): string[] {
  const arn = arnOf(deployed);
  const may = (role: unknown) =>
    roles.some(
      (view) => view.arn === role && view.statements.some(({ resources }) => resources.includes(arn)),
    );
  if (kind === "schedule")
    return ofType(graph, "aws:scheduler/schedule:Schedule")
      .filter((one) => valueIn(one, "target.arn") === arn && valueIn(one, "state") !== "DISABLED")
      .filter((one) => may(valueIn(one, "target.roleArn")))
      .map((one) => String(valueIn(one, "scheduleExpression")));
  const rules = ofType(graph, "aws:cloudwatch/eventRule:EventRule").filter(
    (rule) => rule.region === deployed.region && valueIn(rule, "state") !== "DISABLED",
  );
  return ofType(graph, "aws:cloudwatch/eventTarget:EventTarget")
    .filter((target) => valueIn(target, "arn") === arn)
    .flatMap((target) =>
      rules
        .filter((rule) => rule.region === target.region && valueIn(rule, "name") === valueIn(target, "rule"))
        .filter((rule) => may(valueIn(target, "roleArn")) || permitted(graph, deployed, rule))
        .map((rule) => JSON.stringify(parsed(valueIn(rule, "eventPattern")))),
    );
}

/** Whether the function's own policy lets the rule in. */
const permitted = (graph: Graph, deployed: Resource, rule: Resource): boolean =>
  ofType(graph, "aws:lambda/permission:Permission").some(
    (one) =>
      [arnOf(deployed), valueIn(deployed, "name")].includes(valueIn(one, "function")) &&
      valueIn(one, "sourceArn") === arnOf(rule) &&
      valueIn(one, "principal") === "events.amazonaws.com",
  );
