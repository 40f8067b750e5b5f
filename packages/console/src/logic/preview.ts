import type { ServiceDocument } from "@signalbox/core/console/documents";

type Seen = Pick<ServiceDocument, "name" | "preview" | "sides">;

/** Who is served by what: one sentence for each way in which services of a group are previewed; none where ECS moves none. */
export function previewSentences(services: readonly Seen[]): string[] {
  const all = services.flatMap((service) => {
    const sentence = previewSentence(service);
    return sentence === undefined ? [] : [{ name: service.name, sentence }];
  });
  const distinct = new Set(all.map(({ sentence }) => sentence));
  if (distinct.size === 1) return [...distinct];
  return all.map(({ name, sentence }) => `${name}: ${sentence}`);
}

function previewSentence({ preview, sides: { blue, green } }: Seen): string | undefined {
  if (preview === undefined) return undefined;
  const users = green.wanted > blue.wanted ? "green" : "blue";
  if (users === preview) return `nothing is previewed: users and the preview listener are on ${users}`;
  const { image } = preview === "blue" ? blue : green;
  return `the preview listener serves ${preview}${image ? `, ${image}` : ""}; users are on ${users}`;
}
