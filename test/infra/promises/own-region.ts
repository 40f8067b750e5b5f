import { madeOnce } from "@signalbox/core/made-once";
import { arnsOf } from "@signalbox/core/platform/arns";
import { remembered } from "@signalbox/core/remembered";
import { functions, workflows } from "@signalbox/functions/registry";
import { z } from "zod";
import type { Resource } from "../../../scripts/synth/graph.ts";
import type { InfraPromise } from "../promise.ts";
import { configOf, namesIn } from "../view/config.ts";
import { platformIn } from "../view/platforms.ts";
import { rolesOf, trusted } from "../view/policies.ts";
import { ofType, wrong } from "../view/resources.ts";
import { spillKeys } from "../view/spill-keys.ts";
import { textsWithin } from "../view/values.ts";

/** What acts in a failover: it must not need another region, above all not the one that is dark. */
const acting = [
  "aws:sfn/stateMachine:StateMachine",
  "aws:lambda/function:Function",
  "aws:cloudwatch/eventRule:EventRule",
  "aws:cloudwatch/eventTarget:EventTarget",
  "aws:scheduler/schedule:Schedule",
  "aws:ssm/parameter:Parameter",
  "aws:ecs/service:Service",
  "aws:ecs/taskDefinition:TaskDefinition",
];
const actors = [
  "lambda.amazonaws.com",
  "states.amazonaws.com",
  "events.amazonaws.com",
  "scheduler.amazonaws.com",
];

export const ownRegion: InfraPromise = {
  name: "every region's machines, functions, rules and tasks need nothing of another region",
  check: (graph) => {
    const names = namesIn(graph);
    const regions = configOf(graph).regions.map(({ region }) => region);
    const roles = rolesOf(graph).filter(({ role }) =>
      trusted(role).some((service) => actors.includes(service)),
    );
    const goals = new Set([
      ...ofType(graph, "aws:ssm/parameter:Parameter").flatMap(copyGoals),
      ...regions.flatMap((region) => arnsOf(platformIn(graph, region), "copiedPoint")),
    ]);
    const epochs = (region: string): string[] => {
      const platform = platformIn(graph, region);
      const keys = (platform.failover?.tables ?? []).map(
        (one) => `arn:aws:kms:${one}:${platform.account}:key/*`,
      );
      return [...leaving.flatMap((kind) => arnsOf(platform, kind)), ...keys];
    };
    const abroad = (role: Resource): ReadonlySet<string> => {
      const isOf = (workflow: string): boolean => role.inputs.name === names.role(role.region, workflow);
      const kinds = inWaves.find(({ workflow }) => isOf(workflow))?.kinds ?? [];
      const there = regions.flatMap((region) =>
        kinds.flatMap((kind) => arnsOf(platformIn(graph, region), kind)),
      );
      const keys = kinds.some((kind) => kind === "spillLedger")
        ? spillKeys(platformIn(graph, role.region))
        : [];
      const leaves = several.some(({ name }) => isOf(name)) ? epochs(role.region) : [];
      return new Set([...goals, ...there, ...keys, ...leaves]);
    };
    return [
      ...ofType(graph, ...acting)
        .filter((one) => !saysWhomToWatch(one))
        .flatMap((one) => foreign(one, [one.inputs], regions, goals)),
      ...roles.flatMap(({ role, statements }) => foreign(role, statements, regions, abroad(role))),
    ];
  },
};

/**
 * Releases in other regions are what waves are for, what a region has room for its own planner says, and a cutover of all regions waits for the one that migrates; nothing that acts
 * in a failover does either. A failback, and a drill that starts one, are between two regions that are there;
 * a recovery from harm keeps users out of all regions, has none of them take over by itself, and goes on without one that is gone.
 */
const inWaves = [
  { workflow: "release-waves", kinds: ["ledgersElsewhere", "plansElsewhere", "releasesElsewhere"] },
  { workflow: "release-maintenance-cutover", kinds: ["ledgersElsewhere"] },
  { workflow: "plan-inference", kinds: ["spillLedger"] },
  { workflow: "scale-inference", kinds: ["spillLedger"] },
  { workflow: "drill", kinds: ["failbacksElsewhere"] },
  { workflow: "recover-from-harm", kinds: ["failoverRulesElsewhere", "maintenanceElsewhere"] },
  {
    workflow: "failback",
    kinds: ["failoverSecretsElsewhere", "scalableTargetsElsewhere", "servicesElsewhere"],
  },
] as const;

const leaving = ["epochTables", "failoverCluster"] as const;
/** What holds to the tables that any two regions decide by, moves the cluster, or asks which member of it writes. */
const several = [
  ...workflows.map(({ name, steps }) => ({ name, allow: steps.flatMap(({ allow }) => allow) })),
  ...functions,
].filter(({ allow }) => allow.some(({ resource }) => leaving.some((kind) => kind === resource)));

/** What is looked at from outside lies outside, and a failover is told by name which one it leaves. */
const saysWhomToWatch = ({ inputs }: Resource): boolean =>
  typeof inputs.name === "string" && inputs.name.endsWith("/platform/failover");

const Parameter = z.object({
  backup: z.object({ copies: z.array(z.object({ vaultArn: z.string(), keyArn: z.string() })) }),
});

/** Where backups are copied to lies in other regions by its nature: who makes copies names it, and nothing that comes back does. */
const copyGoals = ({ inputs }: Resource): string[] => {
  const text = String(inputs.value);
  // A connection is a name, and no document.
  const { data } = Parameter.safeParse(text.startsWith("{") ? JSON.parse(text) : undefined);
  return data?.backup.copies.flatMap(({ vaultArn, keyArn }) => [vaultArn, keyArn]) ?? [];
};

function foreign(
  one: Resource,
  values: readonly object[],
  regions: readonly string[],
  goals: ReadonlySet<string>,
): string[] {
  const others = regions.filter((region) => region !== one.region);
  const found = values.flatMap((value) => others.flatMap((region) => placesIn(value)(region)));
  return [...new Set(found)]
    .filter((arn) => !goals.has(arn))
    .map((arn) => wrong(one, `of ${one.region} needs ${arn}`));
}

/** What a value names in a region: ARNs, and addresses of the web. */
const placesIn = madeOnce((value: object) => {
  const texts = [...textsWithin(value)];
  return remembered(
    (region: string) => {
      const place = new RegExp(
        `arn:aws:[\\w-]*:${region}:[^"\\s,\\]}]*|https://[\\w.-]*${region}[\\w./-]*`,
        "g",
      );
      return texts.flatMap((text) => [...text.matchAll(place)].map(([arn]) => arn));
    },
    (region) => region,
    100,
  );
});
