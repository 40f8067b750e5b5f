import type { Side } from "@signalbox/core/platform/platform";
import { sides } from "@signalbox/core/platform/platform";
import type { World } from "../world/world.ts";
import { person } from "./person.ts";
import { names } from "./stage.ts";

/**
 * One alarm for each side: five answers of 5xx in a minute. No traffic is no error: an idle side has no data, and must
 * not be in ALARM for it.
 */
export async function deployAlarms(
  world: World,
  region: string,
  service: string,
  loadBalancerArn: string,
  targetGroupArns: Readonly<Record<Side, string>>,
): Promise<string[]> {
  const made: string[] = [];
  for (const side of sides) {
    const name = names.alarm(`${service}-${side}-5xx`);
    made.push(name);
    await world.call(
      "monitoring",
      "PutMetricAlarm",
      {
        AlarmName: name,
        AlarmDescription: `${service}: the ${side} side answers with 5xx`,
        Namespace: "AWS/ApplicationELB",
        MetricName: "HTTPCode_Target_5XX_Count",
        Dimensions: [
          {
            Name: "LoadBalancer",
            Value: loadBalancerArn.slice(loadBalancerArn.indexOf(":loadbalancer/") + 14),
          },
          {
            Name: "TargetGroup",
            Value: targetGroupArns[side].slice(targetGroupArns[side].lastIndexOf(":") + 1),
          },
        ],
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 5,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        TreatMissingData: "notBreaching",
      },
      { region, principal: person },
    );
  }
  return made;
}
