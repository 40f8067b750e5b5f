import { existsSync, readFileSync } from "node:fs";

interface Declared {
  readonly property: string;
  readonly list: boolean;
}

const known = new Map<string, readonly Declared[]>();

/** The outputs of a type that are always a text or texts, from the provider's own declarations. */
export function declaredOutputs(type: string): readonly Declared[] {
  const before = known.get(type);
  if (before) return before;
  const [module, path] = type.split(":");
  const file = `.sst/platform/node_modules/@pulumi/${module}/${path?.replace(/^index\//, "")}.d.ts`;
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const declared = [...text.matchAll(/readonly (\w+): pulumi\.Output<string(\[\])?>;/g)].map(
    ([, property = "", list]) => ({ property, list: list !== undefined }),
  );
  known.set(type, declared);
  return declared;
}
