import { holderName } from "@signalbox/core/scaling/hold/holder-variables";
import type { Application } from "./application.ts";
import { DoubleContainer } from "./container.ts";
import { httpService } from "./http-service/application.ts";
import type { Image } from "./image.ts";
import { ollama } from "./ollama/application.ts";
import { openWebUi } from "./open-webui/application.ts";
import { requestHolder } from "./request-holder/request-holder.ts";
import { testsImage } from "./tests/tests.ts";

/** What stands for an image, by the last part of its repository's name. */
const applications: Readonly<Record<string, Application>> = {
  ollama,
  "open-webui": openWebUi,
  "open-webui-backend": openWebUi,
  backend: httpService,
  extraction: httpService,
  frontend: httpService,
  grafana: httpService,
  orchestrator: httpService,
  pipelines: httpService,
  "research-engine": httpService,
  vllm: httpService,
};

/** Names of the repositories that have a double. */
export const doubles: readonly string[] = [...Object.keys(applications), "tests", holderName];

/** The double of an ECR repository's images; a namespace before the name, as in chat/open-webui, does not matter. */
export function imageFor(repository: string): Image | undefined {
  const name = repository.slice(repository.lastIndexOf("/") + 1);
  if (name === "tests") return testsImage(repository);
  if (name === holderName) return requestHolder(repository);
  const application = Object.hasOwn(applications, name) ? applications[name] : undefined;
  if (!application) return undefined;
  const { run } = application;
  return {
    repository,
    create: (setting) => new DoubleContainer(application, setting),
    ...(run && { run }),
  };
}
