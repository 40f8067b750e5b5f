import { fnv1a } from "../fnv1a.ts";
import type { Side } from "./platform.ts";

/** Of a stage; the same in every region. */
export interface Stage {
  /** `name` of the configuration. */
  readonly name: string;
  readonly stage: string;
}

/** What tasks connect to, by a parameter each: the host of the database, the bucket of the files. */
export const connections = ["database-host", "files-bucket"] as const;
export type Connection = (typeof connections)[number];

/** The Lambda by which Secrets Manager rotates the database's password; it stands in every region. */
export const rotation = "rotate-password";

/** Names of snapshots that RDS itself makes of a former primary which has returned begin so, after `rds:`. */
export const unplannedFailover = "unplanned-global-failover";

/** What the composite alarm of every stage ends with: an event pattern of the registry knows no stage, `alarmName: [{ suffix }]`. */
export const primaryDownAlarmEnd = "-primary-region-down";

/** And those of services whose replicas are planned: with it the planner is asked at once, `alarmName: [{ suffix }]`. */
export const pressedAlarmEnd = "-inference-pressed";

/**
 * Names of what is deployed, the same on AWS and on the laptop. Only what AWS makes unique by itself goes without the
 * stage: an ECS service by its cluster. Nothing else may build a name.
 */
export function namesOf({ name, stage }: Stage) {
  const prefix = `${name}-${stage}`;
  const database = shortened(prefix, 50);
  const restored = shortened(prefix, 40, "-restored");
  const role = (region: string, thing: string) => shortened(`${prefix}-${region}-${thing}`, 64);
  return {
    prefix,
    cluster: prefix,
    ledgerTable: `${prefix}-ledger`,
    idempotencyTable: `${prefix}-idempotency`,
    reportTopic: `${prefix}-reports`,
    alarmTopic: `${prefix}-alarms`,
    /** SSM parameters under which Lambdas find their platform. */
    platformParameters: `/${prefix}/platform`,
    /** SSM parameter of which tasks learn, when they start, what they connect to; a restore switches it. */
    connection: (thing: Connection) => `/${prefix}/connections/${thing}`,
    /** The Lambda and the state machine of a workflow or function. */
    deployed: (workflow: string) => `${prefix}-${workflow}`,
    /** An Auto Scaling group of GPU instances, its launch template and its capacity provider. */
    gpuPool: (pool: string, kind: "on-demand" | "spot") => `${prefix}-${pool}-${kind}`,
    /** A role; IAM's names are those of the account, not of the region. At most 64 characters. */
    role,
    /** What the containers of a service may do. */
    taskRole: (region: string, service: string) => role(region, `${service}-task`),
    /** What ECS does for them: images, secrets, logs. */
    executionRole: (region: string, service: string) => role(region, `${service}-execution`),
    repository: (image: string) => `${prefix}/${image}`,
    taskFamily: (service: string) => `${prefix}-${service}`,
    /** Of the task that migrates the database with another image of the service. */
    migratorFamily: (service: string) => `${prefix}-${service}-migrator`,
    /** Of the pipeline's one-off tasks: family, roles and log are named as a service's are. */
    pipelineTests: "pipeline-tests",
    service: (service: string, side: Side) => `${service}-${side}`,
    /** Where one ECS service is all: blue-green, rolling. */
    onlyService: (service: string) => service,
    serviceLogs: (service: string) => `/${prefix}/services/${service}`,
    /** The Lambda's and the state machine's; Step Functions writes only to groups that begin so. */
    workflowLogs: (workflow: string, kind: "lambda" | "machine") =>
      kind === "lambda"
        ? `/aws/lambda/${prefix}-${workflow}`
        : `/aws/vendedlogs/states/${prefix}-${workflow}`,
    /** At most 32 characters, as all names of Elastic Load Balancing. */
    targetGroup: (service: string, side: Side) => shortened(`${prefix}-${service}`, 32, `-${side}`),
    /** Of what holds the requests of a service that sleeps. */
    holderTargetGroup: (service: string) => shortened(`${prefix}-${service}`, 32, "-held"),
    loadBalancer: (kind: "public" | "internal") => shortened(prefix, 32, `-${kind}`),
    alarm: (thing: string) => `${prefix}-${thing}`,
    /** Queue of what could not be delivered to a target. */
    deadLetters: (thing: string) => `${prefix}-${thing}-dead-letters`,
    /** Dashboards are the account's, not the region's. */
    dashboard: (thing: string, region: string) => `${prefix}-${thing}-${region}`,
    /** At most 64 characters. */
    schedule: (thing: string) => shortened(`${prefix}-${thing}`, 64),
    /** At most 64 characters. */
    eventRule: (thing: string) => shortened(`${prefix}-${thing}`, 64),
    /** Log groups that EventBridge writes to begin so. */
    eventLogs: (thing: string) => `/aws/events/${prefix}-${thing}`,
    trail: prefix,
    /** The synthetic user. Lower case, as AWS wants canaries' names. */
    probe: prefix,
    /** Web ACLs, cache policies, log deliveries, routing controls: what stands in front of the load balancers. */
    edge: (thing: string) => `${prefix}-${thing}`,
    /** CloudWatch namespace of what Signalbox itself measures. */
    metricNamespace: "Signalbox",
    /** With dimensions Platform and Region: 1 turns traffic away from the region, 0 lets it back. */
    awayMetric: "TrafficTurnedAway",
    /** On that metric, in each other region: whether it has turned traffic away from this one. */
    awayAlarm: (region: string) => `${prefix}-away-from-${region}`,
    /** With the dimension Platform, in each region that may take over: 1 where the last look found that it lacks something, else 0. */
    unreadyMetric: "RegionUnready",
    /**
     * In each region that may take over, with the dimensions Platform, Region (that is looked at) and Observer: 1 where that observer
     * sees it down, 0 where it sees it up, nothing where it does not know.
     */
    downMetric: "RegionSeenDown",
    /** Of one observer's metric about one region, in each region that may take over from it: down in every minute that confirming takes. */
    seenDownAlarm: (about: string, observer: string) => `${prefix}-${about}-seen-down-by-${observer}`,
    /**
     * In each region that may take over: two observers' alarms about one other region are up, whichever region that is. Its ALARM
     * proposes a failover, and the ledgers say of whom; a rule knows it by `primaryDownAlarmEnd`.
     */
    primaryDownAlarm: `${prefix}${primaryDownAlarmEnd}`,
    /** Of each verified point, with dimensions Platform and Class, in seconds: what would have been lost, and how long it took. */
    verifiedMetrics: { loss: "VerifiedLoss", restoreTime: "VerifiedRestoreTime" },
    /**
     * Of backups, with the dimension Platform: 1 while something that should have happened has not, else 0; with the dimension
     * Class too, of one class, and its newest point's and newest verified point's age in seconds.
     */
    silentMetric: "BackupSilent",
    pointAgeMetric: "BackupAge",
    verifiedAgeMetric: "BackupVerifiedAge",
    /**
     * Of a planned service, with the dimensions Platform and Service: replicas, demand and what it may become in replicas, USD, and 1
     * while replicas serve of which nothing is heard, else 0.
     */
    plannedMetrics: {
      wanted: "ReplicasWanted",
      ready: "ReplicasReady",
      starting: "ReplicasStarting",
      demand: "ReplicaDemand",
      middle: "ReplicaDemandMiddle",
      high: "ReplicaDemandHigh",
      cost: "ReplicaCostPerHour",
      blind: "PlannerBlind",
    },
    /** First part of the name of the bucket of access logs: AWS WAF writes only to buckets that begin so. */
    accessLogBucketPrefix: shortened(`aws-waf-logs-${prefix}`, 37, "-"),
    /**
     * Aurora's cluster in each region, and the global cluster around them. At most 63 characters, as instances and what is
     * restored beside it are.
     */
    database,
    /** The cluster that a run restores beside it; its instances have a hyphen and a number after it. */
    restoredCluster: (run: string) => `${database}-r${markOf(run)}`,
    /** All of those, with the signs of an IAM policy. */
    restoredClusters: `${database}-r????????`,
    /** Snapshots of writes that an unplanned failover has lost begin so. */
    lostWrites: `${database}-lost-writes`,
    /** What a quarantine keeps of it. */
    evidenceSnapshot: (run: string) => `${database}-evidence-${markOf(run)}`,
    evidenceSnapshots: `${database}-evidence-????????`,
    /** At most 40 characters. */
    cache: shortened(prefix, 40),
    /** Buckets' names are the world's; at most 63 characters. */
    bucket: (thing: string, account: string, region: string) =>
      shortened(prefix, 63, `-${thing}-${account}-${region}`),
    /** The bucket that a run restores files into. */
    restoredBucket: (run: string) => `${restored}-${markOf(run)}`,
    /** All of those, with the signs of an IAM policy. */
    restoredBuckets: `${restored}-????????`,
    secret: (thing: string) => `${prefix}/${thing}`,
    /** Of the database's master user. */
    adminSecret: `${prefix}/database-admin`,
    /** The cache's URL, with its password. */
    cacheSecret: `${prefix}/cache-url`,
    /** What the console calls a subnet, a route table, a security group. */
    network: (thing: string) => `${prefix}-${thing}`,
    flowLogs: `/${prefix}/flow-logs`,
    chaosLogs: `/${prefix}/chaos`,
    keyAlias: `alias/${prefix}`,
    userPool: prefix,
    /** First label of the login page's host; all accounts of a region share the names. At most 63 characters. */
    loginDomain: (account: string) => shortened(prefix, 63, `-${account}`),
    /** At most 50 characters. */
    vault: shortened(prefix, 50),
    /** Everything of the baseline: its plan and its selection. At most 50 characters. */
    baseline: shortened(prefix, 50, "-baseline"),
  } as const;
}
export type Names = ReturnType<typeof namesOf>;

/** A name cut to AWS's limit; what is cut off leaves a mark of four digits, so that two names stay two. */
function shortened(text: string, limit: number, end = ""): string {
  if (text.length + end.length <= limit) return `${text}${end}`;
  return `${text.slice(0, limit - end.length - 5)}-${mark(text)}${end}`;
}

/** Of a run, in a name that is made anew for each: eight digits. */
const markOf = (run: string): string => fnv1a(run).toString(16).padStart(8, "0");

/** FNV-1a folded to 16 bits. */
function mark(text: string): string {
  const hash = fnv1a(text);
  return ((hash ^ (hash >>> 16)) & 0xffff).toString(16).padStart(4, "0");
}
