import { z } from "zod";
import { Downtime } from "./downtime.ts";
import { UpgradePlan } from "./strategy.ts";

/** What a person wants whatever the rehearsal says, as it is asked for. */
export const Force = z.strictObject({
  strategy: UpgradePlan.shape.strategy.meta({
    description: "strategy of this release, whatever its rehearsal says",
  }),
  reason: z.string().trim().min(10).meta({ description: "why, in a sentence; the report keeps it" }),
});
export type Force = z.output<typeof Force>;

/** What a release knows of the upgrade that it is. */
export const ReleaseUpgrade = UpgradePlan.extend({
  /** Key of the rehearsal's evidence, in the bucket of documents. */
  evidence: z.string(),
  /** The first of the findings, for people. */
  findings: z.array(z.string()).max(3),
  /** How much the old version would leave undone, were it to write again; of an additive upgrade. */
  catchUp: z.int().min(0),
  /** What the task that migrates is made of: of the service that the group names for it. */
  taskDefinition: z.string(),
  /** How long a migration may take before it is stopped. */
  boundSeconds: z.number().min(0),
  /** Of a cutover, as predicted. */
  downtime: Downtime.optional(),
  /** Until when two versions may share the database, once it is migrated. Milliseconds since 1970. */
  until: z.number().optional(),
});
export type ReleaseUpgrade = z.output<typeof ReleaseUpgrade>;

export const isCutover = (release: {
  readonly upgrade?: { readonly strategy: string } | undefined;
}): boolean => release.upgrade?.strategy === "maintenance-cutover";

/** Whether the database has to be migrated before the strategy's machine begins: a cutover migrates by itself. */
export const migratesFirst = ({ upgrade }: { readonly upgrade?: ReleaseUpgrade | undefined }): boolean =>
  upgrade !== undefined && upgrade.class !== "none" && upgrade.strategy !== "maintenance-cutover";
