import type { ReleasePolicy } from "../../release/policy.ts";

export interface Workspace {
  readonly region: string;
  readonly id: string;
}

/**
 * The workspaces of Amazon Managed Service for Prometheus that a policy's metrics are read in, each once: their endpoint ends with
 * the id (docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-query-APIs.html). Any other Prometheus knows no IAM.
 */
export function workspacesOf({ metrics, kayenta }: Pick<ReleasePolicy, "metrics" | "kayenta">): Workspace[] {
  const sources = [...metrics.map(({ source }) => source), ...Object.values(kayenta?.sources ?? {})];
  const found = sources.flatMap((source): [string, Workspace][] => {
    if (source.kind !== "prometheus" || source.workspaceRegion === undefined) return [];
    const [, id] = /\/workspaces\/([^/]+)/.exec(source.endpoint) ?? [];
    const region = source.workspaceRegion;
    return id === undefined ? [] : [[`${region}/${id}`, { region, id }]];
  });
  return [...new Map(found).values()];
}
