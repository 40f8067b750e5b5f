import { checks } from "./checks/index.ts";
import { Config } from "./config.ts";
import { text } from "./description.ts";
import { type Environment, environmentLayers } from "./environment.ts";
import { InvalidConfig } from "./invalid-config.ts";
import { byDefault, type Layer, originOf } from "./layer.ts";
import { type Leaf, leavesOf } from "./leaves.ts";
import { merge } from "./merge.ts";
import { type Path, pathText, valueAt, without } from "./path.ts";
import type { Finding, Problem } from "./problem.ts";
import { schemaFindings, unknownPaths } from "./schema-findings.ts";

export interface OriginatedLeaf extends Leaf {
  /** The layer that gave it: base, a stage's name, `environment variable NAME`, or `default`. */
  readonly origin: string;
}

export interface Layered {
  readonly config: Config;
  readonly leaves: readonly OriginatedLeaf[];
}

/**
 * Merges the layers and the environment's variables, later ones going before, and reads the result once.
 * @throws {InvalidConfig} with every fault
 */
export function layered(files: readonly Layer[], environment: Environment): Layered {
  const variables = environmentLayers(environment, Config);
  const layers = [...files, ...variables.layers];
  const given = merge(layers.map(({ layer }) => layer));
  const result = Config.safeParse(given);
  const findings = [
    ...variables.findings,
    ...(result.success
      ? checks.flatMap(({ find }) => [...find(result.data, new Set())])
      : faultsOf(given, result.error.issues)),
  ];
  const config = result.data;
  if (config === undefined || findings.length > 0)
    throw new InvalidConfig(findings.map((finding) => problem(finding, layers, config ?? given)));
  return {
    config,
    leaves: [...leavesOf(config)].map((leaf) => ({ ...leaf, origin: originOf(layers, leaf.path) })),
  };
}

type Issues = Parameters<typeof schemaFindings>[2];

/** What the schema refuses, and what the checks find in the parts that the schema takes. */
function faultsOf(given: Readonly<Record<string, unknown>>, issues: Issues): Finding[] {
  const findings = schemaFindings(Config, given, issues);
  // A field too many changes nothing about the others.
  const known = unknownPaths(issues).reduce(without, given);
  const left = Config.safeParse(known);
  const unsound = new Set(left.error?.issues.map(({ path: [part] }) => String(part)));
  const sound = Config.partial().safeParse([...unsound].map((part) => [part]).reduce(without, known));
  if (!sound.success) return findings;
  return [...findings, ...checks.flatMap(({ find }) => [...find(sound.data, unsound)])];
}

/** Letters of a value that a fault shows. */
const shownAtMost = 120;

function problem({ path, secret, ...finding }: Finding, layers: readonly Layer[], config: object): Problem {
  const value = valueAt(config, path);
  const origin = value === undefined ? [] : originsWithin(layers, path, value);
  return {
    path: pathText(path),
    ...finding,
    ...(value !== undefined && !secret && { given: shown(value) }),
    ...(origin.length > 0 && { origin: origin.join(", ") }),
  };
}

function shown(value: unknown): string {
  const written = text(value);
  return written.length > shownAtMost ? `${written.slice(0, shownAtMost - 1)}…` : written;
}

/** Of a record, the layers that gave any of it. */
function originsWithin(layers: readonly Layer[], path: Path, value: unknown): string[] {
  const origins = new Set([...leavesOf(value, path)].map((leaf) => originOf(layers, leaf.path)));
  return [...origins].filter((origin) => origin !== byDefault || origins.size === 1);
}
