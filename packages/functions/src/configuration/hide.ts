import { ConfigurationParts } from "@signalbox/core/backup/configuration/document";
import { withoutSecrets } from "@signalbox/core/backup/configuration/secret-shapes";

/** The parts with a mark in place of all that looks like the value of a secret, and where that was. */
export function hide(parts: ConfigurationParts): {
  readonly parts: ConfigurationParts;
  readonly places: readonly string[];
} {
  const { content, places } = withoutSecrets(parts);
  return { parts: ConfigurationParts.parse(content), places };
}
