import {
  DescribeRulesCommand,
  type ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
  type ModifyRuleCommandInput,
  type Rule,
  type RuleCondition,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { NamedError } from "@signalbox/core/error";
import { maintenancePage, nobody, raisedPaths } from "@signalbox/core/platform/maintenance";
import type { Platform } from "@signalbox/core/platform/platform";
import { anywhere, on, type Permission } from "@signalbox/core/workflow/allow";
import type { FunctionContext } from "../context.ts";

/** What the functions below call: the two rules of the page, and no other one. */
export const maintenanceAllows: readonly Permission[] = [
  anywhere("elasticloadbalancing:DescribeRules"),
  on("maintenanceRule", "elasticloadbalancing:ModifyRule"),
];

type Given = Pick<FunctionContext, "aws" | "platform">;
type Rules = NonNullable<Platform["maintenance"]>;

/**
 * Shows the page to all users until `lowerPage`, and says on it until when that is expected (milliseconds since 1970). The
 * region's health check is answered first: the other way round Route 53 could send users to another region meanwhile.
 */
export async function raisePage({ aws, platform }: Given, until: number): Promise<void> {
  const rules = rulesOf(platform);
  const client = aws.elasticLoadBalancing;
  await match(client, rules.health, paths(raisedPaths.health));
  await match(client, rules.page, paths(raisedPaths.page), maintenancePage(until));
  await insist(client, rules, raisedPaths);
}

/** Lets users in again; nothing happens where they are. */
export async function lowerPage({ aws, platform }: Given): Promise<void> {
  const rules = rulesOf(platform);
  const client = aws.elasticLoadBalancing;
  await match(client, rules.page, [fromNobody], maintenancePage());
  await match(client, rules.health, [fromNobody]);
  await insist(client, rules, {});
}

/** Throws `Release.NoMaintenancePage` where a deployment has made none. */
export function rulesOf({ maintenance, region }: Pick<Platform, "maintenance" | "region">): Rules {
  if (maintenance) return maintenance;
  throw new NamedError(
    "Release.NoMaintenancePage",
    `the platform in ${region} has no rules for a maintenance page`,
  );
}

const paths = (path: string): RuleCondition[] => [
  { Field: "path-pattern", PathPatternConfig: { Values: [path] } },
];

const fromNobody: RuleCondition = { Field: "source-ip", SourceIpConfig: { Values: [nobody] } };

async function match(
  client: ElasticLoadBalancingV2Client,
  RuleArn: string,
  Conditions: RuleCondition[],
  MessageBody?: string,
): Promise<void> {
  const wanted: ModifyRuleCommandInput = { RuleArn, Conditions };
  const FixedResponseConfig = { StatusCode: "503", ContentType: "text/html", MessageBody };
  await client.send(
    new ModifyRuleCommand({
      ...wanted,
      ...(MessageBody !== undefined && { Actions: [{ Type: "fixed-response", FixedResponseConfig }] }),
    }),
  );
}

/** Reads the rules back. Throws `Release.PageNotApplied`. */
async function insist(
  client: ElasticLoadBalancingV2Client,
  rules: Rules,
  wanted: Partial<typeof raisedPaths>,
): Promise<void> {
  const { Rules: found = [] } = await client.send(
    new DescribeRulesCommand({ RuleArns: Object.values(rules) }),
  );
  for (const name of ["page", "health"] as const) {
    const present = pathOf(found.find(({ RuleArn }) => RuleArn === rules[name]));
    if (present !== wanted[name])
      throw new NamedError(
        "Release.PageNotApplied",
        `the rule ${rules[name]} matches ${present ?? "nothing"}, not ${wanted[name] ?? "nothing"}`,
      );
  }
}

const pathOf = (rule: Rule | undefined): string | undefined =>
  rule?.Conditions?.find(({ Field }) => Field === "path-pattern")?.PathPatternConfig?.Values?.[0];
