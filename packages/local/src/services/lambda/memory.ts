import type { Memory, Parts } from "../service.ts";
import type { processStarter } from "./code/start.ts";
import type { UnpackedCode } from "./code/zip.ts";
import type { Deployed, PolicyStatement } from "./deployed.ts";
import type { LambdaFunction } from "./function.ts";
import type { Functions } from "./functions.ts";

interface Alias {
  readonly version: string;
  readonly description: string;
}

/** A version without its code, which lies under `code/<sha256>`. */
interface SavedVersion extends Omit<LambdaFunction, "start" | "code"> {
  readonly handler: string;
  readonly sha256: string;
}

interface SavedFunction {
  readonly latest: SavedVersion;
  readonly versions: readonly (readonly [number: number, version: SavedVersion])[];
  readonly aliases: ReadonlyMap<string, Alias>;
  readonly policies: ReadonlyMap<string, PolicyStatement>;
  readonly tags: ReadonlyMap<string, string>;
}

const codeKey = (sha256: string): string => `code/${sha256}`;

/**
 * Functions that came as a zip file, with versions, aliases, policies and tags. Those of this project and of folders come
 * again with their deployment. Queued events and their retries are lost with the process.
 */
export function functionsMemory(
  functions: Functions,
  code: UnpackedCode,
  start: ReturnType<typeof processStarter>,
): Memory {
  return {
    save: () => {
      const parts = new Map<string, unknown>();
      for (const deployed of functions.all()) {
        const latest = saveVersion(deployed.latest.fn, parts);
        if (latest) parts.set(`function/${deployed.latest.arn}`, saveFunction(deployed, latest, parts));
      }
      return parts;
    },
    restore: (parts) => {
      const load = ({ sha256, ...fn }: SavedVersion): LambdaFunction =>
        start(fn, code.open(bytesOf(parts, sha256)));
      for (const [key, part] of parts) {
        if (!key.startsWith("function/")) continue;
        const saved = part as SavedFunction; // as `save` gave it
        const deployed = functions.install(load(saved.latest));
        for (const [number, version] of saved.versions) deployed.addVersion(load(version), number);
        for (const [name, alias] of saved.aliases) deployed.aliases.set(name, alias);
        for (const [id, statement] of saved.policies) deployed.policies.set(id, statement);
        for (const [name, value] of saved.tags) deployed.tags.set(name, value);
      }
    },
  };
}

function saveFunction(deployed: Deployed, latest: SavedVersion, parts: Map<string, unknown>): SavedFunction {
  const { versions, aliases, policies, tags } = deployed;
  const saved = [...versions.values()].flatMap(({ version, fn }) => {
    const one = saveVersion(fn, parts);
    return one ? [[Number(version), one] as const] : [];
  });
  return {
    latest,
    versions: saved,
    aliases: new Map(aliases),
    policies: new Map(policies),
    tags: new Map(tags),
  };
}

/** Bytes are a part of their own: that their object stays the same says that they need not be written again. */
function saveVersion(
  { start: _, code, handler, ...fn }: LambdaFunction,
  parts: Map<string, unknown>,
): SavedVersion | undefined {
  if (!code?.zip || handler === undefined) return undefined;
  parts.set(codeKey(code.zip.sha256), code.zip.bytes);
  return { ...fn, handler, sha256: code.zip.sha256 };
}

function bytesOf(parts: Parts, sha256: string): Uint8Array {
  const bytes = parts.get(codeKey(sha256));
  if (bytes instanceof Uint8Array) return bytes;
  throw new Error(`the saved state has no code ${sha256}`);
}
