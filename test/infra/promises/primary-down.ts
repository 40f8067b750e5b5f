import type { InfraPromise } from "../promise.ts";
import { configOf, namesIn } from "../view/config.ts";
import { ofType, valueIn, wrong } from "../view/resources.ts";
import { recordOf } from "../view/values.ts";

export const primaryDown: InfraPromise = {
  name: "every region that may take over proposes it when two of the three observers see another region down",
  check: (graph) => {
    const { neutralRegion, recovery, ...config } = configOf(graph);
    const regions = config.regions.map(({ region }) => region);
    if (regions.length < 2) return [];
    const names = namesIn(graph);
    return regions.flatMap((here) => {
      const composite = ofType(graph, "aws:cloudwatch/compositeAlarm:CompositeAlarm").find(
        (one) => one.region === here && valueIn(one, "alarmName") === names.primaryDownAlarm,
      );
      if (composite === undefined) return [`${here} has no ${names.primaryDownAlarm}`];
      const rule = String(valueIn(composite, "alarmRule"));
      const alarms = ofType(graph, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(
        (one) => one.region === here && valueIn(one, "metricName") === names.downMetric,
      );
      const others = regions.filter((region) => region !== here);
      return others.flatMap((about) => {
        const observers = [...regions.filter((region) => region !== about), neutralRegion];
        const child = (observer: string) => `ALARM("${names.seenDownAlarm(about, observer)}")`;
        return observers.flatMap((observer, index) => {
          const alarm = alarms.find((one) => {
            const dimensions = recordOf(valueIn(one, "dimensions"));
            return dimensions.Region === about && dimensions.Observer === observer;
          });
          if (alarm === undefined) return [`${here} does not hear what ${observer} sees of ${about}`];
          const needs = ["evaluationPeriods", "datapointsToAlarm"].map((each) => valueIn(alarm, each));
          return [
            ...(needs.every((minutes) => minutes === recovery.confirmMinutes)
              ? []
              : [wrong(alarm, "goes off before the time that confirming takes")]),
            ...(valueIn(alarm, "treatMissingData") === "notBreaching"
              ? []
              : [wrong(alarm, "takes silence for a word")]),
            ...observers
              .slice(index + 1)
              .filter((other) => !rule.includes(`(${child(observer)} AND ${child(other)})`))
              .map((other) => wrong(composite, `does not go off when ${observer} and ${other} agree`)),
            ...(rule.split(" OR ").some((part) => !part.includes(" AND "))
              ? [wrong(composite, "goes off at one observer's word")]
              : []),
          ];
        });
      });
    });
  },
};
