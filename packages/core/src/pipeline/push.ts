import { namesOf } from "../platform/names.ts";
import type { Trigger } from "../workflow/triggers.ts";

/** What of a stage's configuration decides what a push of an image starts. */
interface Pushed {
  readonly name: string;
  readonly services: Readonly<Record<string, { readonly group: string; readonly image: string }>>;
  readonly pipeline?: { readonly groups: readonly string[] } | undefined;
}

/** Repositories of the images that go through the pipeline. */
export function pipelineRepositories({ name, services, pipeline }: Pushed, stage: string): string[] {
  const through = Object.values(services).filter(({ group }) => pipeline?.groups.includes(group));
  return [...new Set(through.map(({ image }) => namesOf({ name, stage }).repository(image)))];
}

/**
 * The triggers of a workflow in one region: a push of an image that goes through the pipeline starts that, in the primary
 * region alone, and no release.
 */
export function triggersHere(
  triggers: readonly Trigger[],
  repositories: readonly string[],
  isPrimary: boolean,
): Trigger[] {
  return triggers.flatMap((trigger) => {
    if (trigger.kind !== "event" || trigger.pushes === undefined) return [trigger];
    if (trigger.pushes === "pipeline" && (repositories.length === 0 || !isPrimary)) return [];
    if (repositories.length === 0) return [trigger];
    const names = trigger.pushes === "pipeline" ? repositories : [{ "anything-but": repositories }];
    const { detail } = trigger.pattern;
    return [{ ...trigger, pattern: { ...trigger.pattern, detail: { ...detail, "repository-name": names } } }];
  });
}
