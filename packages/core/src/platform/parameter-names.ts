import { namesOf, type Stage } from "./names.ts";

/** A stage and what it releases, by name: known before anything is deployed. */
export interface NamedGroups extends Stage {
  /** Where the region has the stage's pipeline. */
  readonly pipeline?: object | undefined;
  /** Whether there is a region to fail over to. */
  readonly standbys?: boolean;
  /** Where replicas of some service are planned. */
  readonly inference?: object | undefined;
  readonly groups: readonly {
    readonly name: string;
    readonly services: readonly { readonly name: string }[];
  }[];
}

/** The names of the parameters that `platformDocuments` writes, without their values. */
export function parameterNames(named: NamedGroups): string[] {
  const { groups, pipeline, inference, standbys = false, ...stage } = named;
  const path = namesOf(stage).platformParameters;
  return [
    `${path}/region`,
    ...groups.flatMap(({ name, services }) => [
      `${path}/groups/${name}`,
      ...services.map((service) => `${path}/groups/${name}/services/${service.name}`),
    ]),
    ...(pipeline ? [`${path}/pipeline`] : []),
    ...(standbys ? [`${path}/failover`] : []),
    ...(inference ? [`${path}/inference`] : []),
  ];
}
