import { load } from "@signalbox/config/load";
import { rehearsalPrice } from "@signalbox/core/cost/rehearsal-price";
import { usual } from "@signalbox/local/services/rds/timing";

/** USD at list price, at most, of a rehearsal on AWS that works so long on its clone; production's sizes in us-east-1. */
export function costOnAws(told: { readonly workSeconds: number; readonly migrationSeconds: number }): number {
  const { data, services } = load("production");
  const migrating = Object.values(services).find(({ group }) => group === "open-webui");
  if (!migrating) throw new Error("production has no service of open-webui");
  const { cpu, memory, architecture } = migrating;
  const price = rehearsalPrice("us-east-1", {
    // Minutes of RDS, whatever the cluster holds.
    cloneSeconds: (usual.clone + usual.createInstance) / 1_000 + told.workSeconds,
    mostAcus: data.database.maxCapacity,
    taskSeconds: told.migrationSeconds,
    taskCpu: cpu / 1_024,
    taskGb: memory / 1_024,
    arm: architecture === "arm64",
  });
  if (price === undefined) throw new Error("us-east-1 has no prices");
  return price;
}
