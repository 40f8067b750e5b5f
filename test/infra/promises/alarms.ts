import type { InfraPromise } from "../promise.ts";
import { arnOf, ofType, valueIn, wrong } from "../view/resources.ts";
import { textsOf } from "../view/values.ts";

export const alarms: InfraPromise = {
  name: "every alarm tells somebody in its region, and says what it means and what missing data means",
  check: (graph) => {
    const known = new Map(graph.resources.map((resource) => [arnOf(resource), resource.region]));
    const composites = ofType(graph, "aws:cloudwatch/compositeAlarm:CompositeAlarm");
    const rules = composites.map((composite) => String(valueIn(composite, "alarmRule"))).join("\n");
    const metrics = ofType(graph, "aws:cloudwatch/metricAlarm:MetricAlarm");
    return [
      ...[...metrics, ...composites].flatMap((alarm) => {
        const name = String(valueIn(alarm, "name") ?? valueIn(alarm, "alarmName"));
        const actions = textsOf(valueIn(alarm, "alarmActions"));
        const silent = actions.length === 0 || valueIn(alarm, "actionsEnabled") === false;
        const part = rules.includes(`"${name}"`) || rules.includes(`(${name})`);
        return [
          ...(silent && !part ? [wrong(alarm, "tells nobody")] : []),
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
