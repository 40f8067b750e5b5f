import { z } from "zod";
import { Backup } from "./backup.ts";
import { Data } from "./data.ts";
import { Edge } from "./edge.ts";
import { field, Name } from "./field.ts";
import { Freeze } from "./freeze.ts";
import { Identity } from "./identity.ts";
import { Inference } from "./inference.ts";
import { Network } from "./network.ts";
import { Notifications, Objectives, Observability } from "./observability.ts";
import { Pipeline } from "./pipeline.ts";
import { Recovery } from "./recovery.ts";
import { Region, RegionName } from "./regions.ts";
import { Group, Image, Service } from "./service.ts";

const Domain = z.strictObject({
  // ACM takes 64 letters: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
  host: field(
    z
      .string()
      .max(64)
      .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/),
    {
      description: "name under which users reach the application",
      example: "chat.example.com",
    },
  ),
  zoneId: field(z.string().regex(/^Z[A-Z0-9]{4,}$/), {
    description: "Route 53 hosted zone that the name is in",
    example: "Z0123456789ABC",
  }),
});

const Features = z.strictObject({
  chaos: field(z.boolean(), {
    description: "FIS experiment templates for drills; they do nothing until somebody starts one",
    example: false,
  }).default(false),
});

const NightShutdown = z.strictObject({
  from: field(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/), {
    description: "when every service is scaled to zero on working days",
    example: "20:00",
  }),
  to: field(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/), {
    description: "when they come back",
    example: "07:00",
  }),
  timezone: field(z.string().min(1), { description: "time zone of both", example: "Europe/Berlin" }),
});

/** The whole platform of one stage. Layers give parts of it; `layered` merges them and parses the result once. */
export const Config = z.strictObject({
  name: field(Name.max(20), {
    description: "first part of the name of all that is deployed, before the stage",
    example: "signalbox",
  }).default("signalbox"),
  domain: Domain,
  regions: z.array(Region).min(1).max(3),
  neutralRegion: field(RegionName, {
    description: "region of the observer that has no part of the platform",
    example: "us-west-2",
  }).default("us-west-2"),
  network: Network.prefault({}),
  identity: Identity.prefault({}),
  data: Data.prefault({}),
  edge: Edge.prefault({}),
  images: z.record(Name, Image),
  groups: z.record(Name, Group),
  services: z.record(Name, Service),
  freezes: z.record(Name, Freeze).default({}),
  pipeline: Pipeline.optional(),
  objectives: Objectives.prefault({}),
  observability: Observability.prefault({}),
  notifications: Notifications.prefault({}),
  backup: Backup.prefault({}),
  recovery: Recovery.prefault({}),
  inference: Inference.prefault({}),
  features: Features.prefault({}),
  nightShutdown: NightShutdown.optional(),
  /** Keeps and protects what holds data, and locks the vaults. */
  permanent: field(z.boolean(), {
    description: "whether data outlives `sst remove`, and nothing that holds data can be deleted by a deploy",
    example: true,
  }).default(false),
});
export type Config = z.output<typeof Config>;

/** What a layer may say: any part of the configuration, and null for what it takes away. */
type Part<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [Key in keyof T]?: Part<T[Key]> | null }
    : T;
export type ConfigLayer = Part<z.input<typeof Config>>;
