/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

/** At most 1,024 characters, all that a fixed response holds. */
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="30">
<title>Back soon</title></head>
<body style="font-family:system-ui;margin:20vh auto;max-width:30rem;padding:0 1rem">
<h1>Back soon</h1><p>We are working on this service. Nothing is lost; this page tries again every 30 seconds.</p>
</body></html>`;

/** RFC 5737 keeps this address for documentation: no request comes from it. */
const nobody = "192.0.2.1/32";

/**
 * The maintenance page, before every other rule and matching nothing. A workflow raises it with ModifyRule, by the
 * condition path-pattern `/*`, and lowers it by the condition that it found. It hides /ready too: raised in one region
 * alone, it sends the name to the next.
 */
export function maintenanceRule(scope: Scope, thing: string, listenerArn: $util.Input<string>) {
  return new aws.lb.ListenerRule(
    scope.id(thing),
    {
      listenerArn,
      priority: 1,
      conditions: [{ sourceIp: { values: [nobody] } }],
      actions: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/html", statusCode: "503", messageBody: page },
        },
      ],
    },
    scope.options({ ignoreChanges: ["conditions"] }),
  );
}
