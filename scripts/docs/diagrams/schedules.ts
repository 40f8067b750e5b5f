import { drawsDeployed } from "./deployed.ts";
import { flowchart } from "./flowchart.ts";
import { type Region, textOf } from "./region.ts";

/** What the clock starts in a region. */
export function schedulesDiagram(region: Region): string {
  const chart = flowchart("LR");
  const draw = drawsDeployed(region, chart);
  for (const schedule of region.of("Schedule", "SecretRotation")) {
    const to = draw(textOf(schedule, "target.arn") || textOf(schedule, "rotationLambdaArn"));
    chart.node(
      schedule.urn,
      [
        schedule.type.endsWith(":Schedule") ? "schedule" : "rotation of a secret",
        textOf(schedule, "scheduleExpression") || textOf(schedule, "rotationRules.scheduleExpression"),
      ].filter((line) => line !== ""),
    );
    if (to !== undefined) chart.arrow(schedule.urn, to);
  }
  return chart.text();
}
