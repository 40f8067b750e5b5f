/** The service deployment of one service, as ECS tells it. */
export interface RolledService {
  readonly name: string;
  /** Tasks that the service wants. */
  readonly wanted: number;
  /** ServiceDeploymentStatus of ECS; undefined where it lists no deployment yet. */
  readonly status: string | undefined;
  /** ECS's own words for the status; undefined where it gives none. */
  readonly reason: string | undefined;
  /** Tasks of the candidate. */
  readonly running: number;
  readonly pending: number;
  /** Tasks of the candidate that ECS has seen fail. */
  readonly failed: number;
}

export type Rollout =
  | { readonly kind: "going"; readonly replaced: number; readonly sentence: string }
  | { readonly kind: "done"; readonly replaced: number; readonly sentence: string }
  /** ECS gave up at least one, or somebody stopped it. */
  | { readonly kind: "failed"; readonly sentence: string };

const under = ["PENDING", "IN_PROGRESS"];

/**
 * Where the deployments of a group stand together: done when all are, failed as soon as one is. `replaced` counts tasks of the
 * candidate that run, never more than are wanted.
 */
export function rolloutOf(services: readonly RolledService[]): Rollout {
  const lost = services.filter(
    ({ status }) => status !== undefined && status !== "SUCCESSFUL" && !under.includes(status),
  );
  if (lost.length > 0) return { kind: "failed", sentence: lost.map(lostSentence).join("; ") };
  const replaced = services.reduce((sum, each) => sum + replacedOf(each), 0);
  const sentence = services.map(sentenceOf).join("; ");
  const done = services.every(({ status }) => status === "SUCCESSFUL");
  return { kind: done ? "done" : "going", replaced, sentence };
}

/** Whole percent of the wanted tasks that are replaced; 100 only when all are. */
export function percentReplaced(
  services: readonly Pick<RolledService, "wanted">[],
  replaced: number,
): number {
  const wanted = services.reduce((sum, each) => sum + each.wanted, 0);
  return wanted === 0 ? 0 : Math.floor((100 * replaced) / wanted);
}

const replacedOf = ({ status, running, wanted }: RolledService): number =>
  status === "SUCCESSFUL" ? wanted : Math.min(running, wanted);

function sentenceOf(service: RolledService): string {
  const { name, status, wanted, pending, failed } = service;
  if (status === undefined) return `${name}: ECS lists no deployment yet`;
  const failures = failed > 0 ? `, ${failed} failed` : "";
  return `${name}: ${replacedOf(service)} of ${wanted} task(s) replaced, ${pending} pending${failures}`;
}

const lostSentence = ({ name, status, reason, failed }: RolledService): string =>
  `${name}: ECS has the deployment ${status} (${reason ?? "it gives no reason"}); ${failed} task(s) failed`;
