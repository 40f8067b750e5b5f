import { NamedError } from "@signalbox/core/error";
import type { Environment } from "./environment.ts";

/** Steps in which progress is told. */
const steps = 10;

/**
 * Runs a job in the background: time passes, telling how far it is in percent, and the work is done in it; then `done`, or
 * `failed` with what the work threw. Nothing more happens once the service has stopped.
 */
export function run(
  { world, end }: Environment,
  label: string,
  job: {
    readonly takes: number;
    readonly progress?: (percent: number) => void;
    readonly work: () => Promise<unknown>;
    readonly done: () => void;
    readonly failed: (error: unknown) => void;
  },
): void {
  const { clock } = world;
  world.background(label, async () => {
    const parts = job.progress ? steps : 1;
    for (let part = 0; part < parts; part++) {
      job.progress?.((part * 100) / parts);
      await clock.sleep(job.takes / parts, end);
    }
    try {
      await clock.hold(job.work());
    } catch (error) {
      if (end.aborted) return;
      job.failed(error);
      // What a database cannot do has a name; anything else is this machine's fault, and nobody else would tell of it.
      if (!(error instanceof NamedError)) throw error;
      return;
    }
    if (!end.aborted) job.done();
  });
}
