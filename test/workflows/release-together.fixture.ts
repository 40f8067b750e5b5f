import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { arns } from "@signalbox/core/platform/arns";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import { type SetRecord, SetReport } from "@signalbox/core/release/set/report";
import type { TogetherRequest } from "@signalbox/core/release/set/request";
import { getItem } from "@signalbox/functions/aws/ledger";
import { readSet, setLedgerOf } from "@signalbox/functions/aws/release-set";
import type { Call } from "@signalbox/local/gate/gate";
import type { z } from "zod";
import {
  type AnyLaptop,
  type Laptop,
  names,
  onPlatform,
  person,
  roleOf,
  type Setting,
} from "./laptop.fixture.ts";
import { type Behaviour, decide, pushQuietly, run } from "./release.fixture.ts";
import { withoutUpgrades } from "./without-upgrades.fixture.ts";

/** Minutes instead of hours, and few requests suffice. */
export const quick: Partial<ReleasePolicy> = {
  ladder: [50, 100],
  bakeSeconds: 60,
  extensions: 2,
  healthySeconds: 300,
  observeSeconds: 180,
  drainSeconds: 60,
  generationSeconds: 60,
  holdSeconds: 120,
  personSeconds: 600,
  queueSeconds: 600,
  promotion: "automatic",
  acceptableRate: 0.2,
  acceptableSlowRate: 0.2,
};

/** Open WebUI by canary, its pipelines by blue-green and the extraction of texts rolling, all under traffic. */
export const onThree = (setting: Setting, scenario: (laptop: Laptop) => Promise<void>): Promise<void> =>
  onPlatform(
    { config: "three-strategies", group: "open-webui", strategy: "canary", change: withoutUpgrades },
    { requestsPerSecond: 8, warmUpSeconds: 240, ...setting, policy: { ...quick, ...setting.policy } },
    scenario,
  );

/** The same laptop, seen from another of its groups. */
export function seenFrom(laptop: AnyLaptop, name: string): AnyLaptop {
  const group = laptop.platform.groups.find((each) => each.name === name);
  if (!group) throw new Error(`there is no group ${name}`);
  return { ...laptop, group, service: group.services[0]! };
}

/** Pushes v2 of groups and asks for them as one; answers the execution's ARN. */
export async function releaseTogether(
  laptop: AnyLaptop,
  versions: Readonly<Record<string, Behaviour>>,
  request: Asked = {},
  name = "s1",
): Promise<string> {
  for (const [group, behaviour] of Object.entries(versions))
    await pushQuietly(seenFrom(laptop, group), "v2", behaviour);
  return await askTogether(laptop, Object.keys(versions), request, name);
}

type Asked = Partial<z.input<typeof TogetherRequest>>;

/** The same where the images are there. */
export async function askTogether(
  laptop: AnyLaptop,
  groups: readonly string[],
  request: Asked = {},
  name = "s1",
): Promise<string> {
  const image = (group: string) => ({ repository: seenFrom(laptop, group).group.repository, tag: "v2" });
  const input = {
    requestedBy: "ada",
    groups: groups.map((group) => ({ group, image: image(group) })),
    ...request,
  };
  const started = await laptop.world.call(
    "states",
    "StartExecution",
    { stateMachineArn: machine(laptop), name, input: JSON.stringify(input) },
    person,
  );
  return started.executionArn ?? "";
}

const machine = ({ platform }: AnyLaptop): string =>
  arns.stateMachine(platform, names.deployed("release-together"));

/** Names of the releases of a set. */
export const memberOf = (group: string, set = "s1"): string => `${set}-${group}`;

const reading = ({ reader, platform }: AnyLaptop) => ({ aws: reader, platform });

export const setRecord = (laptop: AnyLaptop, run = "s1"): Promise<SetRecord | undefined> =>
  readSet(reading(laptop), run);

/** The report of a set, also of one that was refused. */
export const setReport = async (laptop: AnyLaptop, run = "s1"): Promise<SetReport | undefined> =>
  (await setRecord(laptop, run))?.report ??
  (await getItem(setLedgerOf(reading(laptop), run), ledgerKeys.refused(run), SetReport));

/** What the Lambda of a set changes. */
export const bySet = ({ operation, context: { principal } }: Call): boolean =>
  principal.kind === "role" &&
  principal.arn.endsWith(`/${roleOf("release-together")}`) &&
  !/^(Describe|Get|List|Query|Invoke)/.test(operation);

/** So few requests that no judge can tell: a person lets every release go on, which takes no traffic to model. */
export const sparse = {
  policy: {
    ladder: [100],
    bakeSeconds: 0,
    extensions: 0,
    observeSeconds: 30,
    drainSeconds: 0,
    generationSeconds: 0,
    holdSeconds: 30,
  },
  requestsPerSecond: 0.2,
  warmUpSeconds: 0,
};

/** The person of `sparse`: promotes whatever waits for one, until the set has ended. */
export function promotes(laptop: AnyLaptop, groups: readonly string[], set = "s1"): void {
  laptop.world.background("a person", async () => {
    while (!(await setReport(laptop, set))) {
      await laptop.clock.sleep(5_000);
      for (const group of groups) {
        const seen = seenFrom(laptop, group);
        if ((await run(seen, memberOf(group, set)))?.phase === "waiting-for-person")
          await decide(seen, "promote", memberOf(group, set));
      }
    }
  });
}
