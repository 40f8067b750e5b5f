/// <reference path="../../.sst/platform/config.d.ts" />
import { downRule, watchedFrom } from "@signalbox/core/observability/region-down";
import { alarm } from "../../infra/alarm";
import { compositeAlarm } from "../../infra/composite-alarm";
import { pascalCase, type Scope } from "../../infra/scope";
import type { Told } from "./told";

/**
 * Of every other region, what each observer says of it, and the one alarm that proposes a failover. In every region, since any of them
 * may be the one that takes over; an alarm sees its own region's metrics only, so observers put theirs into each. None where there is one
 * region.
 */
export function regionDownAlarms(scope: Scope, told: Told): aws.cloudwatch.CompositeAlarm[] {
  const { config, names, region } = scope;
  const watched = watchedFrom(config, region.region);
  if (watched.length === 0) return [];
  const seen = watched.flatMap(({ about, observers }) =>
    observers.map((observer) => seenDown(scope, about, observer)),
  );
  // Neither of both has a say in whether the region itself is well.
  unready(scope, told);
  return [
    compositeAlarm(scope, "PrimaryRegionDown", {
      thing: "primary-region-down",
      description: `Two observers have seen another region down for ${config.recovery.confirmMinutes} minutes. The workflow failover has been started here and decides on the ledgers: read its execution before you act, it says why it does or does not. Nothing to switch by hand.`,
      of: seen,
      when: { rule: downRule(watched, names.seenDownAlarm) },
      topicArn: told.alarms,
    }),
  ];
}

/** A region that could not take over at once: nobody notices until it has to, unless this says so. */
const unready = (scope: Scope, told: Told): aws.cloudwatch.MetricAlarm =>
  alarm(scope, "RegionUnready", {
    thing: "region-unready",
    description: `${scope.region.region} could not take over at once, or its users write to a database that no other region follows: the newest execution of the workflow readiness says what is missing and what to do about each. Until it is there, no failover to this region begins by itself.`,
    namespace: scope.names.metricNamespace,
    metricName: scope.names.unreadyMetric,
    dimensions: { Platform: scope.names.prefix },
    statistic: "Minimum",
    // Two looks, so that one moment tells nobody.
    period: 1_800,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    // The region that writes says something only where the others do not follow it.
    missing: "notBreaching",
    topicArn: told.alarms,
  });

/** One observer's word about one region. It tells nobody by itself. */
function seenDown(scope: Scope, about: string, observer: string): aws.cloudwatch.MetricAlarm {
  const { config, names } = scope;
  const minutes = config.recovery.confirmMinutes;
  return new aws.cloudwatch.MetricAlarm(
    scope.id(`${pascalCase(about)}SeenDownBy${pascalCase(observer)}`),
    {
      name: names.seenDownAlarm(about, observer),
      alarmDescription: `The observer in ${observer} has seen ${about} down in each of ${minutes} minutes; part of ${names.primaryDownAlarm}.`,
      namespace: names.metricNamespace,
      metricName: names.downMetric,
      dimensions: { Platform: names.prefix, Region: about, Observer: observer },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: minutes,
      datapointsToAlarm: minutes,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      // An observer that is silent knows nothing.
      treatMissingData: "notBreaching",
    },
    scope.options(),
  );
}
