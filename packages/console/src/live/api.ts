import { signal } from "@preact/signals";
import type { Asked } from "@signalbox/core/backup/restore/choose-source";
import type { RestorePlan } from "@signalbox/core/backup/restore/plan";
import type { RestoreDecision } from "@signalbox/core/backup/run/restoration";
import type { ErrorDocuments, WorkflowDocument } from "@signalbox/core/console/documents";
import type { Report } from "@signalbox/core/ledger/records";
import type { PlanDocument } from "@signalbox/core/release/plan-document";

/** Calls a door of the local cloud. Throws an Error with the door's own message. */
async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`/_signalbox/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  // The doors are our own server's, whose types these are.
  const answer = (await response.json()) as T & { error?: string };
  if (!response.ok) throw new Error(answer.error ?? `${response.status} ${response.statusText}`);
  return answer;
}

export interface FaultKind {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its fields. */
  readonly schema: object;
}
export const api = {
  definition: (arn: string) =>
    call<{ definition: object }>("GET", `definition?execution=${encodeURIComponent(arn)}`),
  report: (arn: string) =>
    call<{ report: Report | null }>("GET", `report?execution=${encodeURIComponent(arn)}`),
  plan: (region: string, workflow: string, input: object) =>
    call<PlanDocument>("POST", "plan", { region, workflow, input }),
  planRestore: (region: string, what: string, asked: Asked) =>
    call<RestorePlan>("POST", "backups/plan", { region, what, asked }),
  decideRestore: (region: string, decision: RestoreDecision) =>
    call<object>("POST", "backups/decisions", { region, decision }),
  start: (machineArn: string, name: string, input: object) =>
    call<{ arn: string }>("POST", "executions", { machineArn, name, input }),
  stop: (arn: string, reason: string) => call<object>("POST", "executions/stop", { arn, reason }),
  redrive: (arn: string) => call<object>("POST", "executions/redrive", { arn }),
  decide: (decision: {
    region: string;
    release: string;
    group: string;
    action: "abort" | "promote" | "promote-fully";
    reason: string;
    by: string;
  }) => call<object>("POST", "decisions", decision),
  push: (region: string, repository: string, manner: { behaviour: string; upgrade?: string }) =>
    call<{ tag: string }>("POST", "images", { region, repository, ...manner }),
  faults: () => call<{ kinds: FaultKind[] }>("GET", "faults"),
  breakThing: (fault: object) => call<{ id: string }>("POST", "faults", fault),
  mend: (id: string) => call<object>("DELETE", `faults/${encodeURIComponent(id)}`),
};

export const workflows = signal<readonly WorkflowDocument[]>([]);
export const errors = signal<ErrorDocuments>({});
/** Whether the local cloud knows RedriveExecution. */
export const redrives = signal(false);

/** Reads what does not change while the cloud runs. */
export async function readCatalogue(): Promise<undefined> {
  const read = await call<{
    workflows: WorkflowDocument[];
    errors: ErrorDocuments;
    redrives: boolean;
  }>("GET", "workflows");
  workflows.value = read.workflows;
  errors.value = read.errors;
  redrives.value = read.redrives;
}
