import { arns, arnsOf } from "@signalbox/core/platform/arns";
import { platformDocuments } from "@signalbox/core/platform/documents";
import type { CanaryService, Platform, ReleaseGroup } from "@signalbox/core/platform/platform";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { roleStatements } from "@signalbox/core/workflow/role-statements";
import { inRegions } from "@signalbox/core/workflow/where";
import { basePermissions } from "@signalbox/functions/base-permissions";
import { functions, workflows } from "@signalbox/functions/registry";
import { imageFor } from "@signalbox/local/images/catalogue";
import { imageManifest } from "@signalbox/local/images/manifest";
import { clientOf } from "@signalbox/local/traffic/client";
import { traffic } from "@signalbox/local/traffic/traffic";
import { type Laptop, names, onLaptop, person, region, roleOf, type Setting } from "./laptop.fixture.ts";
import { deploySplit } from "./split-services.fixture.ts";

/** A laptop with a group of two services behind one load balancer. */
export interface SplitLaptop extends Laptop {
  /** By sign-ins, a twentieth of the traffic; its paths need two rules. */
  readonly auth: CanaryService;
  /** All else. */
  readonly chat: CanaryService;
}

/** The application, where whatever is bad about a version is bad for `service` alone. */
const badOnlyIn =
  (service: string): typeof imageFor =>
  (repository) => {
    const image = imageFor(repository);
    return (
      image && {
        ...image,
        create: (setting) =>
          image.create(setting.environment.SERVICE === service ? setting : { ...setting, annotations: {} }),
      }
    );
  };

export interface SplitSetting extends Omit<Setting, "imageFor"> {
  /** The one in which a bad version is bad; in both unless said. */
  readonly badIn?: "auth" | "chat";
  /** Whether a cookie leads to the candidate, by a rule before each rule. */
  readonly preview?: boolean;
}

/** The same as `onLaptop`, with the group of two services under the traffic. */
export function onSplitLaptop(
  { badIn, preview = false, requestsPerSecond = 20, policy, ...setting }: SplitSetting,
  scenario: (laptop: SplitLaptop) => Promise<void>,
): Promise<void> {
  const images = badIn === undefined ? {} : { imageFor: badOnlyIn(badIn) };
  return onLaptop({ ...setting, ...images, requestsPerSecond: 0, warmUpSeconds: 0 }, async (laptop) => {
    const { world, clock } = laptop;
    const { group, url, auth, chat } = await deploySplit(laptop, {
      repository: await firstImage(laptop),
      policy: ReleasePolicy.parse(policy ?? {}),
      preview,
    });
    const platform = await announce(laptop, group);
    const load = traffic({
      clock,
      random: world.random,
      client: clientOf(world.plane, url, clock),
      requestsPerSecond,
      paths: ["/"],
    });
    load.start();
    await clock.sleep(300_000);
    try {
      await scenario({ ...laptop, platform, group, service: chat, auth, chat, traffic: load });
    } finally {
      await load.stop();
    }
  });
}

async function firstImage({ world }: Laptop): Promise<string> {
  const repositoryName = "split/open-webui";
  await world.call("ecr", "CreateRepository", { repositoryName }, person);
  const manifest = imageManifest({ behaviour: "good", version: "v1" });
  await world.call("ecr", "PutImage", { repositoryName, imageTag: "v1", imageManifest: manifest }, person);
  return repositoryName;
}

/** Lets every Lambda know of more groups, and act on them; each begins anew and reads its platform. */
export async function announce(
  { cloud, world, platform }: Laptop,
  ...groups: readonly ReleaseGroup[]
): Promise<Platform> {
  const wider: Platform = { ...platform, groups: [...platform.groups, ...groups] };
  for (const { name: Name, value: Value } of platformDocuments(wider).parameters)
    await world.call("ssm", "PutParameter", { Name, Value, Type: "String", Overwrite: true }, person);
  const ofWorkflows = inRegions(workflows, 1).map(({ name, steps }) => ({
    name,
    allow: steps.flatMap((step) => step.allow),
  }));
  const deployed = [...ofWorkflows, ...inRegions(functions, 1)];
  for (const { name, allow } of deployed)
    cloud.roles.createRole({
      arn: arns.role(wider, roleOf(name)),
      statements: roleStatements(allow, basePermissions, (kind) => arnsOf(wider, kind)),
    });
  for (const { name } of deployed) cloud.lambda.restart(names.deployed(name), region);
  return wider;
}
