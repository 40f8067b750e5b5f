/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";
import { randomText, secret } from "./secret";
import type { WebAclArgs } from "./web-acl";

export const originHeader = "x-origin-secret";

/**
 * What CloudFront says to the load balancers so that they know it. Made once: later deploys propose another, which is
 * ignored, so that it changes only when somebody replaces the version.
 */
export const originSecret = (scope: Scope, keyArn: $util.Input<string>): $util.Output<string> =>
  secret(scope, {
    thing: "origin",
    description: `Header ${originHeader} of requests from CloudFront`,
    keyArn,
    value: randomText(scope, 64),
    once: true,
  }).value;

export interface OriginRuleArgs {
  readonly secret: $util.Input<string>;
  /** Asked by Route 53, which sends no header of ours; it tells no secret. */
  readonly openPath: string;
  /** Set of the addresses of the VPC: the pipeline's tasks look at a preview from there. */
  readonly insideArn: $util.Input<string>;
}

/**
 * Refuses what did not come through CloudFront. A rule of WAF and not a condition of each listener rule: those have five
 * values in all, which the paths need, and a rule that forgets the condition would be open,
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export function originRule({ secret, openPath, insideArn }: OriginRuleArgs): WebAclArgs["rules"][number] {
  const exactly = { positionalConstraint: "EXACTLY", textTransformations: [{ priority: 0, type: "NONE" }] };
  return {
    name: "not-through-cloudfront",
    action: { block: {} },
    statement: {
      notStatement: {
        statements: [
          {
            orStatement: {
              statements: [
                {
                  byteMatchStatement: {
                    ...exactly,
                    fieldToMatch: { singleHeader: { name: originHeader } },
                    searchString: secret,
                  },
                },
                {
                  byteMatchStatement: {
                    ...exactly,
                    fieldToMatch: { uriPath: {} },
                    searchString: openPath,
                  },
                },
                { ipSetReferenceStatement: { arn: insideArn } },
              ],
            },
          },
        ],
      },
    },
  };
}
