import type { Act, Decision } from "@signalbox/core/ledger/records";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { readActs, readDecisions } from "../ledger/read.ts";
import type { ReleaseView } from "./view.ts";

/** A release with its journal. */
export interface ReleaseDetail extends ReleaseView {
  readonly acts: readonly Act[];
  readonly decisions: readonly Decision[];
}

/** Adds a release's journal and decisions; both are empty for one that never took the lock. */
export async function detailRelease(
  cloud: Cloud,
  deployment: Deployment,
  view: ReleaseView,
): Promise<ReleaseDetail> {
  const { group, id } = view;
  if (group === undefined) return { ...view, acts: [], decisions: [] };
  const page = { cloud, deployment, group };
  const [acts, decisions] = await Promise.all([readActs(page, id), readDecisions(page, id)]);
  return { ...view, acts, decisions };
}
