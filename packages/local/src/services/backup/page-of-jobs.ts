import { page } from "../page.ts";

interface Job {
  readonly resourceType: string;
  readonly created: number;
}

interface Filters {
  readonly ByResourceType?: string | undefined;
  readonly ByCreatedBefore?: Date | undefined;
  readonly ByCreatedAfter?: Date | undefined;
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

/** Of jobs that pass what lists of every kind filter by, and `fits`, one page: the newest first. */
export function pageOfJobs<Of extends Job>(
  jobs: ReadonlyMap<string, Of>,
  { ByResourceType, ByCreatedBefore, ByCreatedAfter, NextToken, MaxResults = 1000 }: Filters,
  fits: (job: Of) => boolean,
): ReturnType<typeof page<Of>> {
  const found = [...jobs.values()]
    .toReversed()
    .filter(
      (job) =>
        (ByResourceType ?? job.resourceType) === job.resourceType &&
        (ByCreatedBefore?.getTime() ?? Number.POSITIVE_INFINITY) > job.created &&
        (ByCreatedAfter?.getTime() ?? Number.NEGATIVE_INFINITY) < job.created &&
        fits(job),
    );
  return page(found, NextToken, MaxResults);
}
