/**
 * The maintenance page is two rules of the public listener before all others, which match nothing until somebody raises them. One
 * shows the page, on every path. The other answers the region's own health check in the meantime, so that Route 53 does not send
 * users to another region, whose tasks would write to the database that is being worked on.
 */

/** RFC 5737 keeps this address for documentation: no request comes from it. */
export const nobody = "192.0.2.1/32";

/** Open WebUI's probe that asks its database and cache as well; Route 53 asks the load balancer for it. */
export const readyPath = "/ready";

/** What each rule matches while the page is raised. */
export const raisedPaths = { page: "/*", health: readyPath } as const;

/** By this the synthetic user knows the page from an outage, and until when it is expected. */
const mark = "signalbox-maintenance";

/**
 * The page, until a moment (milliseconds since 1970) where one is known. A fixed response holds 1,024 characters and no header of
 * one's own, so that the page itself says when to try again, and not Retry-After:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_FixedResponseActionConfig.html
 */
export function maintenancePage(until?: number): string {
  const iso = until === undefined ? "" : new Date(until).toISOString().slice(0, 16);
  const expected = iso === "" ? "" : ` We expect to be back by ${iso.replace("T", " ")} UTC.`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="30">
<meta name="${mark}" content="${iso === "" ? "" : `${iso}Z`}">
<title>Back soon</title></head>
<body style="font-family:system-ui;margin:20vh auto;max-width:30rem;padding:0 1rem">
<h1>Back soon</h1><p>We are working on this service.${expected} Nothing is lost; this page tries again every 30 seconds.</p>
</body></html>`;
}
