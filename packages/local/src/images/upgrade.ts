import { NamedError } from "@signalbox/core/error";

/** The annotation of an image's manifest that says what its migration does to the version before. */
export const upgradeAnnotation = "dev.signalbox.upgrade";

/** Every kind of migration by its name; images without the annotation have none. */
export const upgrades = ["none", "additive", "breaking", "fails-on-data", "swallowed", "slow"] as const;
export type UpgradeName = (typeof upgrades)[number];

/** What each does, for people. */
export const upgradeMeanings: Readonly<Record<UpgradeName, string>> = {
  none: "brings no revision",
  additive: "adds a column to `chat` and fills it from the titles; its version writes it",
  breaking:
    "puts another column in the place of `chat.archived`, with its values; each version names its own",
  "fails-on-data":
    "adds a column as well, and a key that two chats of one title break: all is rolled back (23505)",
  swallowed: "says that it is done and has done nothing: `alembic_version` stays where it was",
  slow: "as `additive`, after a minute and a half",
};

/** Throws Image.UnknownUpgrade, which ends the container. */
export function upgradeOf(annotations: Readonly<Record<string, string>>): UpgradeName {
  const name = annotations[upgradeAnnotation] ?? "none";
  const known = upgrades.find((one) => one === name);
  if (known !== undefined) return known;
  throw new NamedError(
    "Image.UnknownUpgrade",
    `the image's annotation ${upgradeAnnotation} is "${name}"; it can be ${upgrades.join(", ")}`,
    { name },
  );
}
