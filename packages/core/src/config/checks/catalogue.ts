import type { Path } from "../path.ts";
import { type Finding, meant } from "../problem.ts";
import { check } from "./check.ts";

export const groupsExist = check(
  "each service names a group that there is",
  ["services", "groups"],
  function* ({ services, groups }) {
    for (const [name, { group }] of Object.entries(services))
      yield* exists(["services", name, "group"], group, "group", Object.keys(groups));
  },
);

export const imagesExist = check(
  "each service names an image that there is",
  ["services", "images"],
  function* ({ services, images }) {
    for (const [name, { image }] of Object.entries(services))
      yield* exists(["services", name, "image"], image, "image", Object.keys(images));
  },
);

export function* exists(
  path: Path,
  name: string,
  kind: string,
  names: readonly string[],
): Generator<Finding> {
  if (names.includes(name)) return;
  yield {
    path,
    wrong: `\`${kind}s\` has no ${name}`,
    allowed: names.join(", ") || `a name in \`${kind}s\``,
    ...meant(name, names),
  };
}

export const groupsHaveServices = check(
  "each group has a service",
  ["services", "groups"],
  function* ({ services, groups }) {
    for (const name of Object.keys(groups))
      if (!Object.values(services).some(({ group }) => group === name))
        yield {
          path: ["groups", name],
          wrong: "no service belongs to it, so that nothing could be released",
          allowed: "a group that some service names",
          suggestion: `null takes it away`,
        };
  },
);

export const oneImageInGroup = check(
  "the services of a group run one image",
  ["services", "groups"],
  function* ({ services, groups }) {
    for (const group of Object.keys(groups)) {
      const [first, ...others] = Object.entries(services).filter(([, service]) => service.group === group);
      for (const [name, { image }] of others)
        if (first && image !== first[1].image)
          yield {
            path: ["services", name, "image"],
            wrong: `its group ${group} is released as one image, and ${first[0]} runs ${first[1].image}`,
            allowed: first[1].image,
            suggestion: "name the same image, or another group",
          };
    }
  },
);

export const generationsAreInCache = check(
  "a service whose generations are waited for reaches the cache",
  ["services"],
  function* ({ services }) {
    for (const [name, { generations, needs }] of Object.entries(services))
      if (generations !== undefined && !needs.includes("cache"))
        yield {
          path: ["services", name, "generations"],
          wrong: "the service does not reach the cache, so that nothing of it stands there",
          allowed: "with `cache` in its needs, or left out",
        };
  },
);

/** A rehearsal says how two versions may share the database; a group that is only ever replaced task by task has no such choice. */
export const upgradesHaveTwoSides = check(
  "a group whose image migrates the database is released by canary or blue-green, and has a service that reaches the database",
  ["services", "groups"],
  function* ({ services, groups }) {
    for (const [name, { strategy, upgrade }] of Object.entries(groups)) {
      if (!upgrade) continue;
      const own = Object.values(services).filter(({ group }) => group === name);
      if (strategy === "rolling")
        yield {
          path: ["groups", name, "upgrade"],
          wrong: "the group is rolling, which mixes versions whatever a rehearsal says",
          allowed: "with the strategy canary or blue-green, or left out",
        };
      else if (own.length > 0 && !own.some(({ needs }) => needs.includes("database")))
        yield {
          path: ["groups", name, "upgrade"],
          wrong: "none of its services reaches the database, so that nothing of it could be migrated",
          allowed: "with `database` in a service's needs, or left out",
        };
    }
  },
);

/** Weights and targets are those of a listener rule; Service Connect has none. */
export const canariesBehindBalancer = check(
  "a group that is not rolling has no service on Service Connect",
  ["services", "groups"],
  function* ({ services, groups }) {
    for (const [name, { group, route }] of Object.entries(services))
      if (route.kind === "service-connect" && (groups[group]?.strategy ?? "rolling") !== "rolling")
        yield {
          path: ["groups", group, "strategy"],
          wrong: `its service ${name} is on Service Connect, which has nothing to shift`,
          allowed: "rolling, or a route of a load balancer for each of its services",
        };
  },
);

export const identityIsThere = check(
  "no service needs identity where `identity.enabled` is false",
  ["services", "identity"],
  function* ({ services, identity }) {
    for (const [name, { needs }] of Object.entries(services))
      if (needs.includes("identity") && !identity.enabled)
        yield {
          path: ["services", name, "needs"],
          // Left to itself it would show Open WebUI's own sign-up form to the world.
          wrong: 'it needs "identity", but identity.enabled is false',
          allowed: 'needs without "identity", or identity.enabled true',
        };
  },
);

export const inferenceIsThere = check(
  "no service needs inference where none has the route internal-load-balancer",
  ["services"],
  function* ({ services }) {
    const internal = Object.values(services).some(({ route }) => route.kind === "internal-load-balancer");
    for (const [name, { needs }] of Object.entries(services))
      if (needs.includes("inference") && !internal)
        yield {
          path: ["services", name, "needs"],
          wrong: 'it needs "inference", but no service has the route internal-load-balancer',
          allowed: 'needs without "inference", or a service that serves models',
        };
  },
);
