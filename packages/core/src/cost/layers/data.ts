import { freeUntilUsed, type Line, type Place } from "../item.ts";
import { cacheNode, hoursPerMonth } from "../prices.ts";

/** A node of Valkey costs 20 % less than one of Redis OSS, https://aws.amazon.com/elasticache/pricing/ */
const valkeyDiscount = 0.2;
/** RDS Proxy bills 8 ACU at least for a cluster of Serverless v2, https://aws.amazon.com/rds/proxy/pricing/ */
const leastProxied = 8;

export function dataLines(place: Place): readonly Line[] {
  const { config, has } = place;
  const { cache } = config.data;
  return [
    ...databaseLines(place),
    {
      what: `${cache.engine} nodes (${cache.nodeType})`,
      quantity: has.cacheNodes * hoursPerMonth,
      price: cacheNode(cache.nodeType),
      ...(cache.engine === "valkey" && { discount: valkeyDiscount, note: "20 % below Redis OSS" }),
    },
    ...(config.data.files.kind === "s3" ? bucketLines(place) : fileSystemLines(place)),
  ];
}

function databaseLines({ config, has, usage, primary, others, awake }: Place): readonly Line[] {
  const { minCapacity, maxCapacity } = config.data.database;
  const each = Math.min(Math.max(usage.acuAverage, minCapacity), maxCapacity);
  // With 0 it pauses when nobody is connected: at night, when there are no tasks.
  const up = minCapacity === 0 ? awake : 1;
  const capacity = has.databaseInstances * each;
  return [
    {
      what: `database instances (${has.databaseInstances} × ${each} ACU)`,
      quantity: capacity * hoursPerMonth * up,
      price: "acu",
      ...(up < 1 && { note: "paused while there are no tasks" }),
    },
    { what: "storage of the database", quantity: usage.databaseGb, price: "aurora-storage" },
    {
      what: "I/O of the database",
      quantity: primary ? usage.databaseIoMillions : 0,
      price: "aurora-io",
      ...(!primary && { note: freeUntilUsed }),
    },
    {
      what: "writes copied to other regions",
      quantity: primary ? others * usage.databaseWriteMillions : 0,
      price: "aurora-replicated-write",
    },
    {
      what: "backups of the database beyond its own size",
      quantity: 0,
      price: "aurora-backup",
      note: "as much as the database is free; more is in the vault, under backup",
    },
    {
      what: "RDS Proxy",
      quantity: has.databaseProxies * Math.max(leastProxied, capacity) * hoursPerMonth,
      price: "rds-proxy",
      note: "8 ACU at least, however small the database is",
    },
  ];
}

const bucketLines = ({ usage, share }: Place): readonly Line[] => [
  { what: "files (S3)", quantity: usage.filesGb, price: "s3-storage" },
  { what: "writes of files", quantity: (usage.fileRequests * 0.1) / 1000, price: "s3-writes" },
  { what: "reads of files", quantity: (share * usage.fileRequests * 0.9) / 10_000, price: "s3-reads" },
];

function fileSystemLines({ config, usage, region, share }: Place): readonly Line[] {
  const cold = usage.filesColdPercent / 100;
  // EFS copies to one region; a third one is empty until it is restored.
  const held = region.role === "tertiary" ? 0 : usage.filesGb;
  const moved = usage.filesGb * share;
  return [
    { what: "files (EFS)", quantity: held * (1 - cold), price: "efs-storage" },
    {
      what: `files on EFS that nobody read for ${config.data.files.infrequentAccessDays} d`,
      quantity: held * cold,
      price: "efs-infrequent",
    },
    { what: "reads of files", quantity: moved, price: "efs-reads" },
    { what: "writes of files", quantity: moved / 10, price: "efs-writes" },
  ];
}
