import type { ExecutionDocument } from "@signalbox/core/console/documents";

/** As it stands in the page's address; empty fields let everything through. */
export interface ExecutionFilter {
  readonly status: string;
  readonly machine: string;
  readonly region: string;
  /** Part of the name, the input or the error. */
  readonly text: string;
}

export const everything: ExecutionFilter = { status: "", machine: "", region: "", text: "" };

export function readFilter(query: URLSearchParams): ExecutionFilter {
  const field = (name: string): string => query.get(name) ?? "";
  return { status: field("status"), machine: field("machine"), region: field("region"), text: field("text") };
}

/** The executions that the filter lets through, the youngest first. */
export function filterExecutions(
  all: Iterable<ExecutionDocument>,
  { status, machine, region, text }: ExecutionFilter,
): ExecutionDocument[] {
  const sought = text.toLowerCase();
  return [...all]
    .filter(
      (one) =>
        (status === "" || one.status === status) &&
        (machine === "" || one.machine === machine) &&
        (region === "" || one.region === region) &&
        (sought === "" || `${one.name} ${one.input} ${one.error ?? ""}`.toLowerCase().includes(sought)),
    )
    .toSorted((a, b) => b.started.localeCompare(a.started) || a.name.localeCompare(b.name));
}

/** How many executions have each status, most first. */
export function countByStatus(
  all: Iterable<ExecutionDocument>,
): (readonly [status: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { status } of all) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
}

/** What an execution is about: the image of a release, or nothing; and the execution that started it. */
export function subjectOf(input: string): {
  readonly group?: string;
  readonly image?: string;
  readonly by?: string;
  readonly startedBy?: string;
} {
  try {
    const given = JSON.parse(input);
    const startedBy = given.AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID;
    const { group, image, requestedBy } = given.release ?? given;
    const name =
      typeof image?.repository === "string"
        ? `${image.repository}${image.tag ? `:${image.tag}` : `@${String(image.digest).slice(0, 19)}`}`
        : undefined;
    return {
      ...(name !== undefined && { image: name, group: String(group ?? image.repository) }),
      ...(typeof requestedBy === "string" && { by: requestedBy }),
      ...(typeof startedBy === "string" && { startedBy }),
    };
  } catch {
    return {};
  }
}
