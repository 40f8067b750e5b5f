/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

type Rule = aws.types.input.wafv2.WebAclRule;

export interface WebAclArgs {
  /** Part of its name. */
  readonly name: string;
  readonly where: "CLOUDFRONT" | "REGIONAL";
  readonly description: string;
  /** In the order in which WAF asks them. */
  readonly rules: readonly Omit<Rule, "priority" | "visibilityConfig">[];
  /** In lower case; not logged, nor are cookies and tokens. */
  readonly secretHeaders?: readonly string[];
  readonly logs: { readonly bucket: aws.s3.Bucket; readonly policy: aws.s3.BucketPolicy };
}

/** A web ACL that lets pass what no rule stops, measures each rule, and logs without cookies and tokens. */
export function webAcl(
  scope: Scope,
  thing: string,
  { name, where, description, rules, secretHeaders = [], logs }: WebAclArgs,
) {
  const visibility = (metricName: $util.Input<string>) => ({
    metricName,
    cloudwatchMetricsEnabled: true,
    sampledRequestsEnabled: true,
  });
  const acl = new aws.wafv2.WebAcl(
    scope.id(thing),
    {
      name: scope.names.edge(name),
      scope: where,
      description,
      defaultAction: { allow: {} },
      rules: rules.map((rule, index) => ({
        ...rule,
        priority: index + 1,
        visibilityConfig: visibility(rule.name),
      })),
      visibilityConfig: visibility(name),
    },
    scope.options(),
  );
  new aws.wafv2.WebAclLoggingConfiguration(
    scope.id(`${thing}Logs`),
    {
      resourceArn: acl.arn,
      logDestinationConfigs: [logs.bucket.arn],
      redactedFields: ["cookie", "authorization", ...secretHeaders].map((name) => ({
        singleHeader: { name },
      })),
    },
    scope.options({ dependsOn: [logs.policy] }),
  );
  return acl;
}

export interface ViewerRulesArgs {
  readonly botControl: boolean;
  readonly requestsPerFiveMinutes: number;
}

/** What is asked of every request of a viewer: too many, a known attack, a bot. */
export function viewerRules({ botControl, requestsPerFiveMinutes }: ViewerRulesArgs): WebAclArgs["rules"] {
  return [
    {
      name: "rate-limit",
      action: { block: { customResponse: { responseCode: 429 } } },
      statement: {
        rateBasedStatement: {
          limit: requestsPerFiveMinutes,
          evaluationWindowSec: 300,
          aggregateKeyType: "IP",
        },
      },
    },
    managed("common", "AWSManagedRulesCommonRuleSet", [
      // Refuses bodies over 8 KiB: every upload, and many a prompt,
      // https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
      "SizeRestrictions_BODY",
      // Prompts hold markup and paths: what looks like an attack in a body is somebody asking about one.
      "CrossSiteScripting_BODY",
      "GenericLFI_BODY",
      "GenericRFI_BODY",
    ]),
    managed("known-bad-inputs", "AWSManagedRulesKnownBadInputsRuleSet", []),
    // Programs call the API with a key, from data centres, and the synthetic user is a browser without a head: they are
    // counted. What crawls, scrapes and advertises is stopped.
    ...(botControl
      ? [
          managed("bot-control", "AWSManagedRulesBotControlRuleSet", [
            "CategoryHttpLibrary",
            "CategoryMonitoring",
            "SignalAutomatedBrowser",
            "SignalKnownBotDataCenter",
            "SignalNonBrowserUserAgent",
          ]),
        ]
      : []),
  ];
}

/** A rule group of AWS; what is in `counted` is measured but stops nobody. */
function managed(name: string, group: string, counted: readonly string[]): WebAclArgs["rules"][number] {
  return {
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name: group,
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
        ...(group === "AWSManagedRulesBotControlRuleSet" && {
          managedRuleGroupConfigs: [{ awsManagedRulesBotControlRuleSet: { inspectionLevel: "COMMON" } }],
        }),
      },
    },
  };
}
