import { createHash } from "node:crypto";
import type { ContainerSetting } from "../image.ts";
import { type UpgradeName, upgradeOf } from "../upgrade.ts";

/** A version of the double, as its schema goes. */
export interface Release {
  readonly upgrade: UpgradeName;
  /** Sorts as versions do. */
  readonly order: string;
  /** Its own revision; undefined where it brings none. */
  readonly own: string | undefined;
}

/** Where a database is that no version has changed yet. */
export const firstRevision = "000000000000";

const orderDigits = 8;

/**
 * Twelve hexadecimal digits, as Alembic's are; the first eight are the version's numbers, so that a double can tell what it
 * knows from what came after it without a list of all.
 */
export function releaseOf({
  annotations,
  revision,
}: Pick<ContainerSetting, "annotations" | "revision">): Release {
  const upgrade = upgradeOf(annotations);
  const version = annotations["org.opencontainers.image.version"] ?? revision;
  const [major = 0, minor = 0, patch = 0] = (version.match(/\d+/g) ?? []).map(Number);
  const order = `${hex(major, 2)}${hex(minor, 2)}${hex(patch, 4)}`;
  const mark = createHash("sha256").update(`${version}/${upgrade}`).digest("hex");
  return { upgrade, order, own: upgrade === "none" ? undefined : order + mark.slice(0, 4) };
}

/** Whether a release has a revision: its own, or one of a version before. */
export function knows({ order, own }: Release, revision: string): boolean {
  const other = revision.slice(0, orderDigits);
  if (revision === firstRevision || other < order) return true;
  return other === order && (own === undefined || own === revision);
}

/** The revisions that a release has, oldest first: those of the release that `at` is of, and its own. */
export const revisionsOf = (release: Release, at: string | undefined): string[] => [
  ...new Set([
    firstRevision,
    ...(at !== undefined && knows(release, at) ? [at] : []),
    ...(release.own === undefined ? [] : [release.own]),
  ]),
];

const hex = (value: number, digits: number): string =>
  Math.min(value, 16 ** digits - 1)
    .toString(16)
    .padStart(digits, "0");
