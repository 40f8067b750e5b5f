import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";

/**
 * Signs a form for an Amazon Managed Service for Prometheus workspace, whose API takes nothing unsigned
 * (docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-query-APIs.html). There is no client for its query API, so the
 * signer, with the role's credentials, is that of a client that is there.
 * @returns the headers to send
 */
export async function signPrometheus(
  client: CloudWatchClient,
  region: string,
  url: InstanceType<typeof URL>,
  body: string,
): Promise<Record<string, string>> {
  const signer = await client.config.signer({
    name: "sigv4",
    signingName: "aps",
    signingRegion: region,
    properties: {},
  });
  const { headers } = await signer.sign({
    method: "POST",
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: {},
    headers: { host: url.host, "content-type": "application/x-www-form-urlencoded" },
    body,
  });
  return headers;
}
