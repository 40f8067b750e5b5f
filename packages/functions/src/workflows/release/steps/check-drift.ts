import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import { checkDrift as compare } from "@signalbox/core/release/drift";
import { Release } from "@signalbox/core/release/release";
import { stableSideOf } from "@signalbox/core/release/weights";
import { z } from "zod";
import { getItem, ledgerOf } from "../../../aws/ledger.ts";
import { readWeights } from "../../../aws/listener-rule.ts";
import { readServices } from "../../../aws/service.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { ecsServicesOf, groupOf, rulesOf, servicesOf } from "../group.ts";

export const checkDrift = step({
  name: "CheckDrift",
  description: "Refuses when the rules or the services are not as the last release left them.",
  input: z.strictObject({ release: Release }),
  output: z.strictObject({ recorded: z.boolean() }),
  allow: [allow.readRule, allow.readService, allow.readLedger],
  run: async ({ release }, context) => {
    const { aws } = context;
    const { cluster } = groupOf(context, release.group);
    const services = servicesOf(context, release);
    const weights = await readWeights(aws.elasticLoadBalancing, rulesOf(services));
    const state = await readServices(aws.ecs, cluster, ecsServicesOf(services));
    const recorded = await getItem(ledgerOf(context, release.group), ledgerKeys.standing, Standing);
    compare(recorded, {
      stable: stableSideOf(services, weights),
      services: services.map(({ name, sides }) => {
        const stable = state(sides[release.stable].service);
        const candidate = state(sides[release.candidate].service);
        return {
          name,
          taskDefinition: stable.taskDefinition,
          stableCount: stable.desiredCount,
          candidateCount: Math.max(candidate.desiredCount, candidate.runningCount),
        };
      }),
    });
    return { recorded: recorded !== undefined };
  },
});
