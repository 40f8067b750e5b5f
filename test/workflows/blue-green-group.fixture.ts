import type { PlatformDocument } from "@signalbox/local/deploy/document";
import { imageFor } from "@signalbox/local/images/catalogue";
import { onPlatform, type Setting } from "./laptop.fixture.ts";
import { type BlueGreenLaptop, backend, policy } from "./release-blue-green.fixture.ts";

type Entry = PlatformDocument["entries"][number];

/** The backend of which a part, the sign-ins, is a service of its own: `auth`, of the same image and the same group. */
export function onTwoServices(
  setting: Omit<Setting, "imageFor"> & {
    /** The one in which a bad version is bad; in both unless said. */
    readonly badIn?: "backend" | "auth";
  },
  scenario: (laptop: BlueGreenLaptop) => Promise<void>,
): Promise<void> {
  const { badIn, ...rest } = setting;
  return onPlatform(
    { ...backend, change: withAuth },
    { ...rest, ...(badIn && { imageFor: badOnlyIn(badIn) }), policy: { ...policy, ...setting.policy } },
    scenario,
  );
}

const badOnlyIn =
  (service: string): typeof imageFor =>
  (repository) => {
    const image = imageFor(repository);
    return (
      image && {
        ...image,
        create: (setting) =>
          (setting.environment.SERVICE ?? "backend") === service
            ? image.create(setting)
            : image.create({ ...setting, annotations: {} }),
      }
    );
  };

function withAuth(document: PlatformDocument): PlatformDocument {
  const entries = document.entries.flatMap((entry): Entry[] => {
    if (entry.id === "UsEast1ParameterGroupsBackend") return [edited(entry, addToGroup)];
    if (/^UsEast1Backend(?!Repository)|^UsEast1ParameterGroupsBackendServices/.test(entry.id))
      return [entry, edited(entry, asAuth)];
    return [entry.role && entry.id.startsWith("UsEast1") ? edited(entry, allowToo) : entry];
  });
  return { ...document, entries };
}

const edited = (entry: Entry, edit: (text: string) => string): Entry =>
  JSON.parse(edit(JSON.stringify(entry)));

/** The same thing of the other service; both run the one image. */
const asAuth = (text: string): string =>
  text
    .replaceAll("Backend", "Auth")
    .replaceAll(/(?<!amazonaws\.com\/[\w-]+\/)backend/g, "auth")
    .replaceAll("ParameterGroupsAuth", "ParameterGroupsBackend")
    .replaceAll("platform/groups/auth", "platform/groups/backend")
    .replaceAll("/api/v1/*", "/api/v1/auths/*")
    .replaceAll('"Priority":100', '"Priority":50')
    .replaceAll('"environment":[', '"environment":[{"name":"SERVICE","value":"auth"},');

const addToGroup = (text: string): string =>
  text.replaceAll('\\"services\\":[\\"backend\\"]', '\\"services\\":[\\"backend\\",\\"auth\\"]');

/** What a role may do to the one it may do to the other. */
function allowToo(text: string): string {
  const { role, ...entry }: Entry = JSON.parse(text);
  const statements = role?.statements.map(({ actions, resources }) => ({
    actions,
    resources: resources.flatMap((resource) =>
      /backend|Backend/.test(resource) ? [resource, asAuth(resource)] : [resource],
    ),
  }));
  return JSON.stringify({ ...entry, role: { ...role, statements } });
}
