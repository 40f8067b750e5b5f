import { functions, workflows } from "@signalbox/functions/registry";
import { PlatformDocument, readPlatform } from "@signalbox/local/deploy/document";

/**
 * What of the registry takes part when a region is left. Not `readiness`: the seed says what it finds (around.ts), and without the
 * services' scaling, which is left out as well, its own look would find no region ready, from the fourth minute of each quarter on.
 */
const taking = new Set([
  "acknowledge",
  "choose",
  "decide-failover",
  "failback",
  "failover",
  "look-at-canary",
  "observe",
  "write-canary",
]);

const pascal = (name: string): string =>
  name.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());

let made: PlatformDocument | undefined;

/**
 * The platform in three regions with its observer's, as the stacks have it, less what a failover never meets: other workflows, other
 * alarms, the models' services. A seed boots it anew, so that it is to take milliseconds.
 */
export function failoverDocument(): PlatformDocument {
  if (made) return made;
  const { entries, ...document } = readPlatform("three-regions");
  const others = [...workflows, ...functions]
    .filter(({ name }) => !taking.has(name))
    .map(({ name }) => pascal(name));
  // The observer's region has no part in the platform, and its own prefix.
  const prefixes = [...document.regions.map(pascal), "Neutral"];
  const kept = entries.filter((entry) => {
    const { call, function: fn, machine } = entry;
    const prefix = prefixes.find((one) => entry.id.startsWith(one)) ?? "";
    const id = entry.id.slice(prefix.length);
    const registry = fn?.registry ?? machine?.registry;
    if (registry !== undefined) return taking.has(registry);
    if (call?.service === "logs" || call?.service === "backup" || call?.service === "application-autoscaling")
      return false;
    if (call?.operation === "PutMetricAlarm") return /SeenDownBy|AwayFrom/.test(id);
    if (call?.operation === "PutCompositeAlarm") return id === "PrimaryRegionDown";
    if (/^(ParameterGroups)?Ollama|StoppedTask/.test(id)) return false;
    return !others.some(
      (name) =>
        id.startsWith(name) &&
        /^(Role|Machine|Lambda|DeadLetters|\w*(Rule|Target|Schedule)(Role)?$|FunctionRole)/.test(
          id.slice(name.length),
        ),
    );
  });
  // The parameters name the services that are left out, and the users' servers name the models' address.
  const text = JSON.stringify({ ...document, entries: kept })
    .replaceAll(',\\"ollama\\":1', "")
    .replaceAll(',\\"ollama\\"', "");
  made = PlatformDocument.parse(JSON.parse(text));
  return made;
}
