/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

/** AWS's own policies, https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
/** Every header of the viewer, Host among them, every cookie and every query string. */
const allViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3";

const origin = "platform";
const everyMethod = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
const readMethods = ["GET", "HEAD"];

export interface DistributionArgs {
  readonly host: string;
  readonly originHost: string;
  readonly certificateArn: $util.Input<string>;
  readonly webAclArn?: $util.Input<string>;
  /** Tells the load balancers that the request came through here. */
  readonly secret: { readonly header: string; readonly value: $util.Input<string> };
  readonly cached: readonly CachedPath[];
}

export interface CachedPath {
  readonly path: string;
  /** `hashed`: another content has another name. `revalidated`: the platform is asked each time, and answers 304. */
  readonly how: "hashed" | "revalidated";
}

/**
 * CloudFront in front of the load balancers. Its origin is a name, which Route 53 turns to another region: a failover
 * changes nothing here. What is not in `cached` passes through as it came, WebSockets and streams as well.
 */
export function distribution(scope: Scope, thing: string, args: DistributionArgs) {
  const policies = {
    hashed: cachePolicy(scope, "hashed", 31_536_000),
    revalidated: cachePolicy(scope, "revalidated", 0),
  };
  // A load balancer's stickiness cookie must not be kept and handed to everybody.
  const withoutCookies = new aws.cloudfront.ResponseHeadersPolicy(
    scope.id("WithoutCookies"),
    {
      name: scope.names.edge("without-cookies"),
      removeHeadersConfig: { items: [{ header: "Set-Cookie" }] },
    },
    scope.options(),
  );
  return new aws.cloudfront.Distribution(
    scope.id(thing),
    {
      comment: scope.names.prefix,
      enabled: true,
      aliases: [args.host],
      isIpv6Enabled: true,
      httpVersion: "http2and3",
      webAclId: args.webAclArn,
      origins: [
        {
          originId: origin,
          domainName: args.originHost,
          customHeaders: [{ name: args.secret.header, value: args.secret.value }],
          customOriginConfig: {
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: "https-only",
            originSslProtocols: ["TLSv1.2"],
            originReadTimeout: scope.config.edge.originSilenceSeconds,
            originKeepaliveTimeout: 60,
          },
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: origin,
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: everyMethod,
        cachedMethods: readMethods,
        cachePolicyId: cachingDisabled,
        originRequestPolicyId: allViewer,
      },
      orderedCacheBehaviors: args.cached.map(({ path, how }) => ({
        pathPattern: path,
        targetOriginId: origin,
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: readMethods,
        cachedMethods: readMethods,
        compress: true,
        cachePolicyId: policies[how].id,
        originRequestPolicyId: allViewer,
        responseHeadersPolicyId: withoutCookies.id,
      })),
      // A file of the new version that the old one does not know must not stay unknown for the 10 s of the default.
      customErrorResponses: [404, 500, 502, 503, 504].map((errorCode) => ({
        errorCode,
        errorCachingMinTtl: 0,
      })),
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: {
        acmCertificateArn: args.certificateArn,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
    },
    scope.options(),
  );
}

/** `seconds` is how long something is kept for which the platform names no time. */
function cachePolicy(scope: Scope, name: string, seconds: number) {
  return new aws.cloudfront.CachePolicy(
    scope.id(`${name === "hashed" ? "Hashed" : "Revalidated"}Files`),
    {
      name: scope.names.edge(name),
      minTtl: 0,
      defaultTtl: seconds,
      maxTtl: 31_536_000,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "all" },
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      },
    },
    scope.options(),
  );
}
