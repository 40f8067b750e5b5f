import { z } from "zod";
import { field } from "../config/field.ts";

const amount = (value: number, description: string, unit?: string) =>
  field(z.number().min(0), { description, example: value, ...(unit && { unit }) }).default(value);
const percent = (value: number, description: string, most = 100) =>
  field(z.number().min(0).max(most), { description, example: value, unit: "%" }).default(value);

/** What a stage is used for in a month, all regions together unless it says otherwise. The defaults are a guess: a hundred people at work. */
export const Usage = z.strictObject({
  requests: amount(3_000_000, "requests of users"),
  gbOut: amount(300, "answers to users", "GB"),
  openConnections: amount(300, "streams and WebSockets open at a time"),
  users: amount(100, "users who log in at least once"),
  tasksPercent: percent(
    100,
    "average tasks, of the least that scaling allows; its most is the limit",
    10_000,
  ),
  spotDiscountPercent: percent(
    60,
    "what Fargate Spot is below the list price on average; it moves, AWS says up to 70",
  ),
  acuAverage: amount(1, "average capacity of each database instance, within the configured bounds", "ACU"),
  databaseGb: amount(20, "database", "GB"),
  databaseIoMillions: amount(50, "reads and writes of the database's storage", "million"),
  databaseWriteMillions: amount(10, "writes that a global database copies to each other region", "million"),
  filesGb: amount(100, "files that users uploaded", "GB"),
  filesColdPercent: percent(50, "files on EFS that moved to infrequent access"),
  fileRequests: amount(500_000, "reads and writes of files, one in ten a write"),
  copiedGb: amount(50, "what is copied to each other region: database, files, images, secrets", "GB"),
  natGb: amount(100, "what tasks exchange with the internet, per region", "GB"),
  endpointGb: amount(100, "what tasks exchange with AWS by interface endpoints, per region", "GB"),
  zoneGb: amount(200, "what crosses zones within a region, per region, billed at both ends", "GB"),
  imagesGb: amount(5, "images kept in each repository", "GB"),
  logGb: amount(30, "logs of services, Lambdas and database in the serving region; standbys a tenth", "GB"),
  flowLogGb: amount(20, "flow logs, per region", "GB"),
  accessLogGb: amount(5, "access logs of load balancer, CloudFront and WAF", "GB"),
  insightsMetricsPerService: amount(20, "metrics of Container Insights for each ECS service"),
  insightsMetricsPerTask: amount(30, "the same for each task, with enhanced observability"),
  seriesPerTask: amount(150, "Prometheus series of each task, a sample every 15 s"),
  traceMillions: amount(0.5, "traces to X-Ray", "million"),
  grafanaUsers: amount(3, "users of Amazon Managed Grafana who may edit"),
  probeSeconds: amount(30, "how long the synthetic user takes", "s"),
  kmsRequests: amount(500_000, "requests to KMS, per region"),
  secretRequests: amount(20_000, "reads of secrets, per region"),
  backupGb: amount(120, "recovery points in the primary's vault", "GB"),
  backupCopyGb: amount(120, "recovery points copied to each other region's vault", "GB"),
  releases: amount(8, "releases"),
  stepSeconds: amount(0.3, "how long a step's Lambda takes", "s"),
  experimentMinutes: amount(0, "minutes of actions of drills", "min"),
});
export type Usage = z.output<typeof Usage>;
