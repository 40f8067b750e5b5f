import { priced, sum } from "./estimate.ts";
import type { Line } from "./item.ts";
import { Unpriced } from "./price.ts";

export interface RehearsalUse {
  /** That the clone is there. */
  readonly cloneSeconds: number;
  /** Aurora capacity units that its one instance may grow to; undefined where RDS does not say. */
  readonly mostAcus: number | undefined;
  /** Of the task that migrates. */
  readonly taskSeconds: number;
  readonly taskCpu: number;
  readonly taskGb: number;
  readonly arm: boolean;
}

/**
 * USD that a rehearsal costs at list price, at most: as if the clone took all the capacity that it may. What Signalbox itself takes
 * is cents less, and the pages that the migration writes are kept for less than an hour. Undefined for a region without prices, and for a clone of unknown size.
 */
export function rehearsalPrice(region: string, use: RehearsalUse): number | undefined {
  if (use.mostAcus === undefined) return undefined;
  const hours = use.taskSeconds / 3_600;
  const processor = use.arm ? "arm64" : "x86_64";
  const lines: readonly Line[] = [
    { what: "clone", quantity: (use.mostAcus * use.cloneSeconds) / 3_600, price: "acu" },
    { what: "migrator", quantity: use.taskCpu * hours, price: `fargate-${processor}-vcpu` },
    { what: "migrator", quantity: use.taskGb * hours, price: `fargate-${processor}-memory` },
  ];
  try {
    return sum(lines.flatMap((line) => priced("operations", { region: { region } }, line)));
  } catch (error) {
    if (error instanceof Unpriced) return undefined;
    throw error;
  }
}
