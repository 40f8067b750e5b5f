/// <reference path="../../.sst/platform/config.d.ts" />
import { verificationAlarms as alarmsOf } from "@signalbox/core/observability/verification-alarms";
import { alarm } from "../../infra/alarm";
import { pascalCase, type Scope } from "../../infra/scope";
import type { Told } from "./told";

const things = { loss: "verified-loss", restoreTime: "verified-restore-time" } as const;

/** What verifications measure of each class, against the objectives. */
export const verificationAlarms = (scope: Scope, told: Told) =>
  alarmsOf(scope.config, scope.region).map(({ class: id, measures, seconds, description }) => {
    const thing = `${things[measures]}-${id.replace("/", "-")}`;
    const { prefix, metricNamespace, verifiedMetrics } = scope.names;
    return alarm(scope, pascalCase(thing), {
      thing,
      description,
      namespace: metricNamespace,
      metricName: verifiedMetrics[measures],
      dimensions: { Platform: prefix, Class: id },
      statistic: "Maximum",
      // One point a day is verified.
      period: 86_400,
      evaluationPeriods: 1,
      threshold: seconds,
      comparisonOperator: "GreaterThanThreshold",
      // That none is verified, the dead man's alarm tells.
      missing: "ignore",
      topicArn: told.alarms,
    });
  });
