import { z } from "zod";
import { days, field } from "./field.ts";

const Database = z.strictObject({
  engineVersion: field(z.string().regex(/^\d+\.\d+$/), {
    description: "version of Aurora PostgreSQL",
    example: "16.6",
  }).default("16.6"),
  minCapacity: field(z.number().min(0).max(256).multipleOf(0.5), {
    description: "least capacity of each instance; 0 pauses it when idle",
    example: 0.5,
    unit: "ACU",
  }).default(0.5),
  maxCapacity: field(z.number().min(1).max(256).multipleOf(0.5), {
    description: "most capacity of each instance",
    example: 16,
    unit: "ACU",
  }).default(16),
  readers: field(z.int().min(0).max(15), {
    description: "reader instances in the primary region, beside the writer",
    example: 1,
  }).default(1),
  standbyInstances: field(z.int().min(1).max(16), {
    description: "instances in each other region",
    example: 1,
  }).default(1),
  proxy: field(z.boolean(), {
    description: "RDS Proxy between the tasks and the database",
    example: true,
  }).default(true),
  recoveryDays: field(days(1, 35), {
    description: "how far back point-in-time recovery reaches",
    example: 35,
    unit: "d",
  }).default(35),
  poolSize: field(z.int().min(1).max(1000), {
    description: "connections that each task keeps open",
    example: 10,
  }).default(10),
});

const Cache = z.strictObject({
  engine: field(z.enum(["valkey", "redis"]), {
    description: "engine of the cache",
    example: "valkey",
  }).default("valkey"),
  nodeType: field(z.string().startsWith("cache."), {
    description: "size of each node",
    example: "cache.t4g.small",
  }).default("cache.t4g.small"),
  replicas: field(z.int().min(0).max(5), {
    description: "replicas beside the primary node, each in another zone",
    example: 1,
  }).default(1),
});

const Files = z.strictObject({
  kind: field(z.enum(["s3", "efs"]), {
    description: "where Open WebUI keeps uploads: a bucket, or a file system mounted by every task",
    example: "s3",
  }).default("s3"),
  infrequentAccessDays: field(
    z.union([z.literal(7), z.literal(14), z.literal(30), z.literal(60), z.literal(90)]),
    {
      description: "after how long without a read a file moves to cheaper storage",
      example: 30,
      unit: "d",
    },
  ).default(30),
});

export const Data = z.strictObject({
  database: Database.prefault({}),
  cache: Cache.prefault({}),
  files: Files.prefault({}),
});
