/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

export interface CertificatesArgs {
  readonly host: string;
  readonly zoneId: string;
}

/**
 * A certificate for the host and all names right below it in each of the regions, proved by DNS. Returns ARNs by region, of
 * certificates that ACM has issued, so that no listener is made before. The proof is one record: ACM asks the same of every
 * region, and of a wildcard what it asks of its host, https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export function certificates(
  scopes: readonly Scope[],
  { host, zoneId }: CertificatesArgs,
): ReadonlyMap<string, $util.Output<string>> {
  const requested = scopes.map((scope) => ({
    scope,
    certificate: new aws.acm.Certificate(
      scope.id("Certificate"),
      { domainName: host, subjectAlternativeNames: [`*.${host}`], validationMethod: "DNS" },
      scope.options(),
    ),
  }));
  const [first] = requested;
  if (first === undefined) return new Map();
  const asked = first.certificate.domainValidationOptions[0];
  const proof = new aws.route53.Record(
    "CertificateProof",
    {
      zoneId,
      name: asked.resourceRecordName,
      type: asked.resourceRecordType,
      records: [asked.resourceRecordValue],
      ttl: 300,
      // Another stage of the same account under the same host would have made it.
      allowOverwrite: true,
    },
    first.scope.options(),
  );
  return new Map(
    requested.map(({ scope, certificate }) => [
      scope.region.region,
      new aws.acm.CertificateValidation(
        scope.id("CertificateIssued"),
        { certificateArn: certificate.arn, validationRecordFqdns: [proof.fqdn] },
        scope.options(),
      ).certificateArn,
    ]),
  );
}
