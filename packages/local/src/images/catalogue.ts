import type { Application } from "./application.ts";
import { DoubleContainer } from "./container.ts";
import type { Image } from "./image.ts";
import { ollama } from "./ollama/application.ts";
import { openWebUi } from "./open-webui/application.ts";

const applications: Readonly<Record<string, Application>> = { ollama, "open-webui": openWebUi };

/** Names of the repositories that have a double. */
export const doubles: readonly string[] = Object.keys(applications);

/** The double of an ECR repository's images; a namespace before the name, as in chat/open-webui, does not matter. */
export function imageFor(repository: string): Image | undefined {
  const name = repository.slice(repository.lastIndexOf("/") + 1);
  const application = Object.hasOwn(applications, name) ? applications[name] : undefined;
  return application && { repository, create: (setting) => new DoubleContainer(application, setting) };
}
