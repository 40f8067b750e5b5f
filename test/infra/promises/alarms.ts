import type { Graph } from "../../../scripts/synth/graph.ts";
import type { InfraPromise } from "../promise.ts";
import { arnOf, ofType, valueIn, wrong } from "../view/resources.ts";
import { at, listOf, parsed, textsOf } from "../view/values.ts";

export const alarms: InfraPromise = {
  name: "every alarm tells somebody in its region or has a workflow look, and says what it means and what missing data means",
  check: (graph) => {
    const known = new Map(graph.resources.map((resource) => [arnOf(resource), resource.region]));
    const composites = ofType(graph, "aws:cloudwatch/compositeAlarm:CompositeAlarm");
    const rules = composites.map((composite) => String(valueIn(composite, "alarmRule"))).join("\n");
    const metrics = ofType(graph, "aws:cloudwatch/metricAlarm:MetricAlarm");
    const heard = endsHeard(graph);
    return [
      ...[...metrics, ...composites].flatMap((alarm) => {
        const name = String(valueIn(alarm, "name") ?? valueIn(alarm, "alarmName"));
        const actions = textsOf(valueIn(alarm, "alarmActions"));
        const silent = actions.length === 0 || valueIn(alarm, "actionsEnabled") === false;
        const part = rules.includes(`"${name}"`) || rules.includes(`(${name})`);
        const asks = heard.some(({ region, end }) => region === alarm.region && name.endsWith(end));
        return [
          ...(silent && !part && !asks ? [wrong(alarm, "tells nobody")] : []),
          ...actions
            .filter((action) => known.get(action) !== alarm.region)
            .map((action) => wrong(alarm, `tells ${action}, which ${alarm.region} has not`)),
          ...(valueIn(alarm, "alarmDescription") ? [] : [wrong(alarm, "does not say what it means")]),
        ];
      }),
      ...metrics
        .filter(
          (alarm) =>
            valueIn(alarm, "treatMissingData") === "missing" &&
            textsOf(valueIn(alarm, "insufficientDataActions")).length === 0,
        )
        .map((alarm) => wrong(alarm, "tells nobody that it has no data any more")),
      ...metrics
        .filter((alarm) => valueIn(alarm, "treatMissingData") === undefined)
        .map((alarm) => wrong(alarm, "does not say what missing data means")),
    ];
  },
};

/** Ends of names of alarms that a rule of EventBridge waits for. */
const endsHeard = (graph: Graph): { region: string; end: string }[] =>
  ofType(graph, "aws:cloudwatch/eventRule:EventRule").flatMap((rule) =>
    listOf(at(parsed(valueIn(rule, "eventPattern")), "detail.alarmName")).flatMap((one) => {
      const end = at(one, "suffix");
      return typeof end === "string" ? [{ region: rule.region, end }] : [];
    }),
  );
