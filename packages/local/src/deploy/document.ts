import { readdirSync, readFileSync } from "node:fs";
import { suggestion } from "@signalbox/core/closest";
import { z } from "zod";

/** One call that the deployment makes. Its strings may refer to what earlier calls answered: `${UsEast1Alb.arn}`. */
const Call = z.strictObject({
  region: z.string(),
  /** As signatures name it, such as `elasticloadbalancing`. */
  service: z.string(),
  operation: z.string(),
  input: z.record(z.string(), z.unknown()),
});

const Entry = z.strictObject({
  /** Logical name in the stacks; unique in the document. */
  id: z.string(),
  call: Call.optional(),
  /** What later entries may refer to: its name, and where the answer has it, such as `TargetGroups.0.TargetGroupArn`. */
  outputs: z.record(z.string(), z.string()).optional(),
  role: z
    .strictObject({
      arn: z.string(),
      statements: z.array(z.strictObject({ actions: z.array(z.string()), resources: z.array(z.string()) })),
    })
    .optional(),
  /** A Lambda; its code is the registry's. */
  function: z
    .strictObject({
      region: z.string(),
      name: z.string(),
      /** Name of the workflow or function in the registry. */
      registry: z.string(),
      roleArn: z.string(),
      timeoutSeconds: z.int(),
      memoryMb: z.int(),
      environment: z.record(z.string(), z.string()),
    })
    .optional(),
  /** A state machine; its definition is the registry's. */
  machine: z
    .strictObject({ region: z.string(), name: z.string(), registry: z.string(), roleArn: z.string() })
    .optional(),
  /** A routing control of ARC, whose configuration API the local cloud does not speak. */
  routingControl: z
    .strictObject({ arn: z.string(), name: z.string(), panelArn: z.string(), panelName: z.string() })
    .optional(),
  /** An assertion rule about such controls: of these, so many stay On. */
  safetyRule: z
    .strictObject({
      arn: z.string(),
      name: z.string(),
      controls: z.array(z.string()),
      atLeast: z.int(),
      waitPeriodMs: z.int(),
    })
    .optional(),
  /** The first image of a repository: its double, well behaved. */
  image: z.strictObject({ region: z.string(), repository: z.string(), tag: z.string() }).optional(),
});
export type Entry = z.output<typeof Entry>;

/** What `npm start` creates: a stage as the stacks register it, in AWS's calls. Written by `npm run platforms`. */
export const PlatformDocument = z.strictObject({
  /** Name of the configuration, which is the stage's. */
  config: z.string(),
  account: z.string().regex(/^\d{12}$/),
  /** Where something of it stands: the primary first, the observer's last. */
  regions: z.array(z.string()).min(1),
  /** Name of the public load balancer, the same in every region. */
  publicBalancer: z.string(),
  /** The name by which users know the application. */
  publicHost: z.string(),
  /** SSM parameters under it describe the platform. */
  parameters: z.string(),
  /** In the order in which they are made. */
  entries: z.array(Entry),
});
export type PlatformDocument = z.output<typeof PlatformDocument>;

const folder = new URL("../../platforms/", import.meta.url);
const read = new Map<string, PlatformDocument>();

/** Names of the configurations that have a document. */
export const platformNames: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.slice(0, -".json".length))
  .toSorted();

/** Throws an Error with the name that was probably meant when there is no such document. Each is parsed once. */
export function readPlatform(name: string): PlatformDocument {
  const known = read.get(name);
  if (known) return known;
  if (!platformNames.includes(name))
    throw new Error(`there is no configuration ${name}: ${suggestion(name, platformNames)}`);
  const document = PlatformDocument.parse(JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")));
  read.set(name, document);
  return document;
}
