import { anywhere, on } from "@signalbox/core/workflow/allow";
import { readMinimums, writeMinimums } from "../../aws/scalable-target.ts";
import { readServices, writeServices } from "../../aws/service.ts";
import { acting } from "../acting.ts";
import { servedIn } from "../serving.ts";

export const scaleServices = acting({
  name: "ScaleServices",
  description: "Gives every service that users meet at least the tasks that serving takes.",
  allow: [
    on("ledgerTable", "dynamodb:GetItem"),
    on("service", "ecs:DescribeServices", "ecs:UpdateService"),
    on("scalableTarget", "application-autoscaling:RegisterScalableTarget"),
    anywhere("application-autoscaling:DescribeScalableTargets"),
  ],
  act: async (_, context) => {
    const { aws } = context;
    const said: string[] = [];
    for (const { cluster, service, least } of await servedIn(context, context.platform.region)) {
      const minimum =
        (await readMinimums(aws.applicationAutoScaling, cluster, [service])).get(service) ?? least;
      if (minimum < least)
        await writeMinimums(aws.applicationAutoScaling, cluster, new Map([[service, least]]));
      const { desiredCount } = (await readServices(aws.ecs, cluster, [service]))(service);
      const wanted = Math.max(least, desiredCount);
      await writeServices(aws.ecs, cluster, [{ service, desiredCount: wanted }]);
      said.push(`${service}: ${wanted}`);
    }
    return { done: true, text: `tasks wanted, ${said.join(", ")}` };
  },
});
