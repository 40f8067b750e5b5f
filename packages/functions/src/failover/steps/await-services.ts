import { on } from "@signalbox/core/workflow/allow";
import { readServices } from "../../aws/service.ts";
import { acting } from "../acting.ts";
import { servedIn } from "../serving.ts";

export const awaitServices = acting({
  name: "AwaitServices",
  description: "Looks until every service that users meet has the tasks that serving takes.",
  allow: [on("ledgerTable", "dynamodb:GetItem"), on("service", "ecs:DescribeServices")],
  act: async (_, context) => {
    const waitsFor: string[] = [];
    for (const { cluster, service, least } of await servedIn(context, context.platform.region)) {
      const { runningCount } = (await readServices(context.aws.ecs, cluster, [service]))(service);
      if (runningCount < least) waitsFor.push(`${service} runs ${runningCount} of ${least}`);
    }
    return {
      done: waitsFor.length === 0,
      text: waitsFor.length === 0 ? "every service has its tasks" : waitsFor.join(", "),
    };
  },
});
