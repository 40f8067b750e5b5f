import type { Entry } from "@signalbox/local/deploy/document";
import type { Resource } from "../synth/graph.ts";

/**
 * Replaces, in all entries, what the graph made up for AWS (an id at the end of an ARN, a DNS name) by a reference to the
 * entry whose answer will have it. Longer texts first: a listener's ARN holds its load balancer's.
 */
export function withReferences(entries: readonly Entry[], resources: ReadonlyMap<string, Resource>): Entry[] {
  const known = entries
    .flatMap(({ id, outputs = {} }) =>
      Object.keys(outputs).map((attribute) => {
        const resource = resources.get(id);
        const text = attribute === "id" ? resource?.id : resource?.outputs[attribute];
        if (typeof text !== "string") throw new Error(`${id} has no ${attribute} in the graph`);
        return { text, reference: `\${${id}.${attribute}}` };
      }),
    )
    // CloudWatch's dimensions have the end of an ARN alone.
    .flatMap(({ text, reference }) => {
      const suffix = suffixOf(text);
      return suffix === undefined
        ? [{ text, reference }]
        : [
            { text, reference },
            { text: suffix, reference: reference.replace(".arn}", ".arnSuffix}") },
          ];
    })
    .toSorted((one, other) => other.text.length - one.text.length);
  const replace = (text: string): string =>
    known.reduce((changed, { text: from, reference }) => changed.replaceAll(from, reference), text);
  return entries.map((entry) => mapped(entry, replace));
}

/** `app/name/id` or `targetgroup/name/id`, as CloudWatch and Pulumi's `arnSuffix` have it. */
export function suffixOf(arn: string): string | undefined {
  return /:(?:loadbalancer\/(?=app\/)|(?=targetgroup\/))(.+)$/.exec(arn)?.[1];
}

/** The same entry with each of its strings changed; ids stay. */
function mapped({ id, ...rest }: Entry, change: (text: string) => string): Entry {
  const part = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value), (_, inner) => (typeof inner === "string" ? change(inner) : inner));
  return { id, ...part(rest) };
}
