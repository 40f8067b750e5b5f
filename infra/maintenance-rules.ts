/// <reference path="../.sst/platform/config.d.ts" />
import { maintenancePage, nobody } from "@signalbox/core/platform/maintenance";
import type { Scope } from "./scope";

/**
 * The rules of the maintenance page, before every other one and matching nothing. A workflow raises and lowers the page with
 * ModifyRule; what they match, and until when the page says it lasts, is its own.
 */
export function maintenanceRules(scope: Scope, listenerArn: $util.Input<string>) {
  const rule = (
    thing: string,
    priority: number,
    answer: aws.types.input.lb.ListenerRuleActionFixedResponse,
  ) =>
    new aws.lb.ListenerRule(
      scope.id(thing),
      {
        listenerArn,
        priority,
        conditions: [{ sourceIp: { values: [nobody] } }],
        actions: [{ type: "fixed-response", fixedResponse: answer }],
      },
      scope.options({ ignoreChanges: ["conditions", "actions"] }),
    );
  return {
    health: rule("MaintenanceHealthRule", 1, {
      contentType: "text/plain",
      statusCode: "200",
      messageBody: "maintenance",
    }).arn,
    page: rule("MaintenanceRule", 2, {
      contentType: "text/html",
      statusCode: "503",
      messageBody: maintenancePage(),
    }).arn,
  };
}
