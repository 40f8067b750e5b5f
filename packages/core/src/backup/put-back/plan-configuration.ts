import { canonical } from "../../canonical.ts";
import type { ConfigurationParts } from "../configuration/document.ts";
import { taken, withoutSecrets } from "../configuration/secret-shapes.ts";
import type { Change, PutBackPlan } from "./change.ts";
import { differences } from "./differences.ts";

export interface Configurations {
  /** What the point holds. */
  readonly recorded: ConfigurationParts;
  readonly present: ConfigurationParts;
  /** ARNs of recorded task definitions of which tasks can still be started. */
  readonly runnable: ReadonlySet<string>;
  /** By family, the content of its latest revision that can be run. */
  readonly latest: Readonly<Record<string, unknown>>;
  /** Names of parameters that a deploy or another restore writes begin with one of these. */
  readonly othersParameters: { readonly deploy: string; readonly connections: string };
  /** The release group of a service. */
  readonly groupOf: (service: string) => string | undefined;
}

/**
 * What of a recorded configuration a restore writes back itself, and what a deploy, a release or another restore brings. It writes
 * only what nobody else writes: parameters that are neither the deploy's nor a connection, and task definitions that are gone.
 */
export function planConfiguration(of: Configurations): PutBackPlan {
  const parts = [parameters(of), taskDefinitions(of)];
  return {
    changes: parts.flatMap(({ changes }) => changes),
    told: [...parts.flatMap(({ told }) => told), ...deployed(of)],
  };
}

function parameters({ recorded, present, othersParameters }: Configurations): PutBackPlan {
  const changes: Change[] = [];
  const told: string[] = [];
  for (const [name, { type, value }] of Object.entries(recorded.parameters)) {
    const now = present.parameters[name];
    if (type === "SecureString") {
      if (!now) told.push(`parameter ${name} is gone; it was a SecureString, and its value is in no backup.`);
      continue;
    }
    if (value === undefined || (now?.value === value && now.type === type)) continue;
    if (name.startsWith(othersParameters.deploy))
      told.push(`parameter ${name} is another one than then: a deploy writes it.`);
    else if (name.startsWith(othersParameters.connections))
      told.push(`parameter ${name} is another one than then: only a restore of what it leads to changes it.`);
    else if (withoutSecrets(value).places.length > 0 || isTakenOut(value))
      told.push(`parameter ${name} looked like a secret, and its value is in no backup.`);
    else if (now && now.type !== type)
      told.push(
        `parameter ${name} is a ${now.type} and was a ${type}: Systems Manager changes no type; delete it first.`,
      );
    else
      changes.push({
        kind: "parameter",
        name,
        type,
        to: value,
        ...(now?.value !== undefined && { from: now.value }),
      });
  }
  const later = Object.keys(present.parameters).filter((name) => !(name in recorded.parameters));
  if (later.length > 0) told.push(`${listed(later)} came after it and stay${later.length === 1 ? "s" : ""}.`);
  return { changes, told };
}

function taskDefinitions({ recorded, present, runnable, latest, groupOf }: Configurations): PutBackPlan {
  const changes: Change[] = [];
  const told: string[] = [];
  for (const [service, { arn, content }] of Object.entries(recorded.taskDefinitions)) {
    const whole = withoutSecrets(content).places.length === 0 && !isTakenOut(canonical(content));
    const isThere = runnable.has(arn) || canonical(latest[content.family]) === canonical(content);
    if (!isThere && whole) changes.push({ kind: "task-definition", service, arn, content });
    if (!isThere && !whole)
      told.push(
        `task definition ${arn} of ${service} is gone and had a secret in it: a deploy registers it anew.`,
      );
    const now = present.taskDefinitions[service];
    if (now && canonical(now.content) === canonical(content)) continue;
    const images = content.containerDefinitions.map(({ image }) => String(image));
    told.push(
      now
        ? `service ${service} runs ${now.arn} and ran ${arn} then: signalbox release ${groupOf(service) ?? ""} --image with ${listed(images)} brings it back.`
        : `there is no service ${service} any more: a deploy makes it.`,
    );
  }
  return { changes, told };
}

/** What only a deploy of the recorded configuration brings back. */
function* deployed({ recorded, present }: Configurations): Generator<string> {
  for (const [name, { definition }] of Object.entries(recorded.machines))
    if (present.machines[name]?.definition !== definition)
      yield `state machine ${name} is ${present.machines[name] ? "another one than then" : "gone"}: a deploy of that version brings it.`;
  if (recorded.config === undefined) return;
  const all = differences(recorded.config, present.config);
  const said = all
    .slice(0, mostTold)
    .map(({ path, from, to }) => `${path} was ${text(from)} and is ${text(to)}`);
  if (all.length > 0)
    yield `the configuration is another one than then (${said.join("; ")}${all.length > mostTold ? `; and ${all.length - mostTold} more` : ""}): sst deploy of that one brings it.`;
}

const mostTold = 10;

const isTakenOut = (value: string): boolean => value.includes(taken);
const text = (value: unknown): string =>
  value === undefined ? "not there" : JSON.stringify(value).slice(0, 60);
const listed = (names: readonly string[]): string => names.join(", ");
