import type { RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import { z } from "zod";
import { call, kind } from "../kind.ts";
import { awsAction, RoutingAction } from "./routing-actions.ts";

const values = z.strictObject({ values: z.array(z.string()) });

const Condition = z.strictObject({
  hostHeader: values.optional(),
  httpHeader: values.extend({ httpHeaderName: z.string() }).optional(),
  httpRequestMethod: values.optional(),
  pathPattern: values.optional(),
  queryStrings: z.array(z.strictObject({ key: z.string().optional(), value: z.string() })).optional(),
  sourceIp: values.optional(),
});

export const listenerRule = kind({
  type: "aws:lb/listenerRule:ListenerRule",
  becomes: "`CreateRule`",
  inputs: {
    listenerArn: z.string(),
    priority: z.number(),
    actions: z.array(RoutingAction),
    conditions: z.array(Condition),
  },
  translate: ({ listenerArn, priority, actions, conditions }, { name: id, region }) => [
    call(
      id,
      region,
      "elasticloadbalancing",
      "CreateRule",
      {
        ListenerArn: listenerArn,
        Priority: priority,
        Conditions: conditions.flatMap(awsConditions),
        Actions: actions.map(awsAction),
      },
      { arn: "Rules.0.RuleArn" },
    ),
  ],
});

function awsConditions(given: z.output<typeof Condition>): RuleCondition[] {
  const { hostHeader, httpHeader, httpRequestMethod, pathPattern, queryStrings, sourceIp } = given;
  return [
    ...(pathPattern ? [{ Field: "path-pattern", PathPatternConfig: { Values: pathPattern.values } }] : []),
    ...(hostHeader ? [{ Field: "host-header", HostHeaderConfig: { Values: hostHeader.values } }] : []),
    ...(httpHeader
      ? [
          {
            Field: "http-header",
            HttpHeaderConfig: { HttpHeaderName: httpHeader.httpHeaderName, Values: httpHeader.values },
          },
        ]
      : []),
    ...(httpRequestMethod
      ? [
          {
            Field: "http-request-method",
            HttpRequestMethodConfig: { Values: httpRequestMethod.values },
          },
        ]
      : []),
    ...(sourceIp ? [{ Field: "source-ip", SourceIpConfig: { Values: sourceIp.values } }] : []),
    ...(queryStrings
      ? [
          {
            Field: "query-string",
            QueryStringConfig: { Values: queryStrings.map(({ key, value }) => ({ Key: key, Value: value })) },
          },
        ]
      : []),
  ];
}
