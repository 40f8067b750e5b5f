import { type Tags, tagList } from "../tags.ts";
import type { Environment } from "./environment.ts";

const kinds = {
  cluster: { detailType: "RDS DB Cluster Event", sourceType: "CLUSTER" },
  instance: { detailType: "RDS DB Instance Event", sourceType: "DB_INSTANCE" },
  snapshot: { detailType: "RDS DB Cluster Snapshot Event", sourceType: "CLUSTER_SNAPSHOT" },
} as const;

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html */
const messages = {
  clusterCreated: ["RDS-EVENT-0170", "creation", "DB cluster created."],
  clusterDeleted: ["RDS-EVENT-0171", "deletion", "DB cluster deleted."],
  clusterFailed: [
    "RDS-EVENT-0354",
    "failure",
    "You can't create the DB cluster because of incompatible resources.",
  ],
  switchoverStarted: ["RDS-EVENT-0181", "global-failover", "Global switchover {} started."],
  shutDown: ["RDS-EVENT-0182", "global-failover", "Old primary DB cluster {} successfully shut down."],
  switchoverWaits: [
    "RDS-EVENT-0183",
    "global-failover",
    "Waiting for data synchronization across global cluster members. Current lags behind primary DB cluster: {}.",
  ],
  promoted: ["RDS-EVENT-0184", "global-failover", "New primary {} was successfully promoted."],
  switchoverFinished: ["RDS-EVENT-0185", "global-failover", "Global switchover {} finished."],
  switchoverCancelled: ["RDS-EVENT-0186", "global-failover", "Global switchover {} is cancelled."],
  switchoverFailed: ["RDS-EVENT-0187", "global-failover", "Global switchover {} failed."],
  failedOver: ["RDS-EVENT-0238", "global-failover", "Global failover {} completed."],
  failoverFailed: ["RDS-EVENT-0239", "global-failover", "Global failover {} failed."],
  resyncStarted: [
    "RDS-EVENT-0240",
    "global-failover",
    "Started resynchronizing members {} after global failover.",
  ],
  resyncFinished: [
    "RDS-EVENT-0241",
    "global-failover",
    "Finished resynchronizing members {} after global failover.",
  ],
  instanceCreated: ["RDS-EVENT-0005", "creation", "DB instance created."],
  instanceDeleted: ["RDS-EVENT-0003", "deletion", "DB instance deleted."],
  snapshotBegun: ["RDS-EVENT-0074", "backup", "Creating manual cluster snapshot."],
  snapshotMade: ["RDS-EVENT-0075", "backup", "Manual cluster snapshot created."],
  automatedBegun: ["RDS-EVENT-0168", "backup", "Creating automated cluster snapshot."],
  automatedMade: ["RDS-EVENT-0169", "backup", "Automated cluster snapshot created."],
} as const;

interface Source {
  readonly id: string;
  readonly arn: string;
  readonly tags: Tags;
}

/** The event that RDS puts on its region's bus; `which` fills its message. Copies and deletions of snapshots have none. */
export function announce(
  { world, random }: Environment,
  kind: keyof typeof kinds,
  { id, arn, tags }: Source,
  message: keyof typeof messages,
  which = "",
): void {
  const [EventID, category, text] = messages[message];
  const Message = text.replace("{}", which);
  const { detailType, sourceType } = kinds[kind];
  const now = new Date(world.clock.now()).toISOString();
  world.events.publish({
    version: "0",
    id: random.uuid(),
    "detail-type": detailType,
    source: "aws.rds",
    account: world.account,
    time: `${now.slice(0, 19)}Z`,
    region: arn.split(":")[3] ?? "",
    resources: [arn],
    detail: {
      EventCategories: [category],
      SourceType: sourceType,
      SourceArn: arn,
      Date: now,
      Message,
      SourceIdentifier: id,
      EventID,
      Tags: Object.fromEntries(tagList(tags).map(({ Key, Value }) => [Key, Value])),
    },
  });
}
