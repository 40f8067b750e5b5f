import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import { checkDrift as compare } from "@signalbox/core/release/drift";
import { Release } from "@signalbox/core/release/release";
import { sideWeights, stableSide } from "@signalbox/core/release/weights";
import { z } from "zod";
import { getItem, ledgerOf } from "../../../aws/ledger.ts";
import { readWeights } from "../../../aws/listener-rule.ts";
import { readService } from "../../../aws/service.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { groupOf, sideOf } from "../group.ts";

export const checkDrift = step({
  name: "CheckDrift",
  description: "Refuses when rule or services are not as the last release left them.",
  input: z.strictObject({ release: Release }),
  output: z.strictObject({ recorded: z.boolean() }),
  allow: [allow.readRule, allow.readService, allow.readLedger],
  run: async ({ release }, context) => {
    const { aws } = context;
    const group = groupOf(context, release.group);
    const weights = await readWeights(aws.elasticLoadBalancing, group.listenerRuleArn);
    const at = (side: "stable" | "candidate") => {
      const { cluster, service } = sideOf(group, release[side]);
      return readService(aws.ecs, cluster, service);
    };
    const [stable, candidate] = [await at("stable"), await at("candidate")];
    const recorded = await getItem(ledgerOf(context, release.group), ledgerKeys.standing, Standing);
    compare(recorded, {
      stable: stableSide(sideWeights(group.sides, weights)),
      taskDefinition: stable.taskDefinition,
      stableCount: stable.desiredCount,
      candidateCount: Math.max(candidate.desiredCount, candidate.runningCount),
    });
    return { recorded: recorded !== undefined };
  },
});
