import { NamedError } from "@signalbox/core/error";
import type { Container, ContainerSetting, Image, ImageRequestHead } from "../../images/image.ts";
import type { Caches } from "../cache/caches.ts";
import type { WorldClock } from "../clock.ts";
import type { DatabasePlane } from "../database/database-plane.ts";
import type { Random } from "../random.ts";
import type { Answer } from "./answer.ts";
import type { Hazards, Plane, TaskSpec } from "./plane.ts";

/** What both planes are made of. */
export interface PlaneSetting {
  readonly clock: WorldClock;
  readonly random: Random;
  /** The double behind a repository; undefined where there is none, and its tasks cannot start. */
  readonly imageFor: (repository: string) => Image | undefined;
  /** What containers' DATABASE_HOST leads to; nothing where there are none. */
  readonly databases?: Pick<DatabasePlane, "at">;
}

/** A setting with the hazards that stand at the time; a plane makes one of its own. */
export interface DangerousSetting extends PlaneSetting {
  hazards: Hazards;
  readonly caches: Caches;
  /** Asks a listener, from within a region. */
  readonly visit: (url: string, request: ImageRequestHead, from: string) => Promise<Answer>;
  readonly listening: Plane["listening"];
}

/** What a plane is exposed to until somebody says otherwise. */
export const noHazards: Hazards = {
  listenerDark: () => false,
  listenerSlow: () => 0,
  taskDark: () => false,
  behaviour: () => undefined,
  started: () => {},
};

/** What a container says of itself in x-revision: its tag; by digest alone, its version or else the digest. */
export const revisionOf = ({ image: { tag, digest, annotations } }: TaskSpec): string =>
  tag || annotations["org.opencontainers.image.version"] || digest;

/**
 * Makes a task's container.
 * @throws CannotPullContainerError when no image stands behind the repository; what the image throws when it cannot start
 */
export const createContainer = (setting: DangerousSetting, task: TaskSpec): Container =>
  imageOf(setting, task).create(containerSetting(setting, task));

/** @throws CannotPullContainerError */
export function imageOf({ imageFor }: DangerousSetting, { image: { repository } }: TaskSpec): Image {
  const image = imageFor(repository);
  if (image) return image;
  throw new NamedError(
    "CannotPullContainerError",
    `no image double stands behind the repository ${repository}`,
    { repository },
  );
}

export function containerSetting(setting: DangerousSetting, task: TaskSpec): ContainerSetting {
  const { clock, random } = setting;
  return {
    clock,
    random: random.fork(task.arn),
    environment: task.environment,
    annotations: task.image.annotations,
    revision: revisionOf(task),
    cache: setting.caches.hashesOf(task.region),
    database: () => setting.databases?.at(task.environment.DATABASE_HOST ?? ""),
    visit: (url, request) => setting.visit(url, request, task.region),
    listenerAt: (host, port) =>
      setting
        .listening()
        .find(
          (one) =>
            one.port === port &&
            host.startsWith(`${one.loadBalancerName}-`) &&
            host.endsWith(`.${one.region}.elb.amazonaws.com`),
        )?.url,
    log: (line) => task.log?.(line),
    ...(task.clients && { clients: task.clients }),
    ...(task.startUp && { startUp: task.startUp }),
    ...(task.measure && { measure: task.measure }),
    imposed: () => setting.hazards.behaviour(task, revisionOf(task)),
  };
}

/** A task whose process ended as soon as it began. */
export const endedAtOnce = (error: NamedError) => ({
  exited: Promise.resolve({ exitCode: 1, reason: error.message }),
  stop: async (): Promise<void> => {},
});

/** Waits for `work`, but at most `ms` of the clock's time; says whether the work was done in time. */
export async function atMost(clock: WorldClock, ms: number, work: Promise<void>): Promise<boolean> {
  const waiting = new AbortController();
  try {
    return await Promise.race([
      work.then(() => true),
      clock.sleep(ms, waiting.signal).then(
        () => false,
        () => true,
      ),
    ]);
  } finally {
    waiting.abort();
  }
}
