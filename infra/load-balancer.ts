/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

export interface LoadBalancerArgs {
  readonly kind: "public" | "internal";
  readonly subnetIds: $util.Input<string>[];
  readonly groupId: $util.Input<string>;
  readonly logs: { readonly bucket: aws.s3.Bucket; readonly policy: aws.s3.BucketPolicy };
}

/** An application load balancer that keeps quiet connections, cleans what it is sent and logs what it served. */
export function loadBalancer(
  scope: Scope,
  thing: string,
  { kind, subnetIds, groupId, logs }: LoadBalancerArgs,
) {
  const { config, names } = scope;
  return new aws.lb.LoadBalancer(
    scope.id(thing),
    {
      name: names.loadBalancer(kind),
      internal: kind === "internal",
      loadBalancerType: "application",
      subnets: subnetIds,
      securityGroups: [groupId],
      idleTimeout: config.edge.idleTimeoutSeconds,
      // Whoever keeps a connection does not ask where the name leads, by default for an hour; this is the least that AWS takes.
      clientKeepAlive: kind === "public" && config.regions.length > 1 ? 60 : undefined,
      enableHttp2: true,
      // So that a person may shift it out of a zone; nothing shifts it by itself.
      enableZonalShift: true,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: config.permanent,
      accessLogs: { enabled: true, bucket: logs.bucket.bucket, prefix: kind },
    },
    // The load balancer writes a test object when its logs are switched on.
    scope.options({ dependsOn: [logs.policy] }),
  );
}

/** What every listener answers that no rule knows. */
export const nothingHere = {
  type: "fixed-response",
  fixedResponse: { contentType: "text/plain", statusCode: "404", messageBody: "Not found" },
} as const;

export interface HttpsListenerArgs {
  readonly balancerArn: $util.Input<string>;
  readonly port: number;
  readonly certificateArn: $util.Input<string>;
}

/** A listener for TLS 1.3 and 1.2 that refuses everything until somebody adds rules. */
export function httpsListener(
  scope: Scope,
  thing: string,
  { balancerArn, port, certificateArn }: HttpsListenerArgs,
) {
  return new aws.lb.Listener(
    scope.id(thing),
    {
      loadBalancerArn: balancerArn,
      port,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificateArn,
      defaultActions: [nothingHere],
    },
    scope.options(),
  );
}
