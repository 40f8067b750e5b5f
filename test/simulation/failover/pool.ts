import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

/** Seeds from `from` on, so many of them. */
export interface Block {
  readonly from: number;
  readonly count: number;
  /** The guard that is taken out for them; the setting makes it removable. */
  readonly without?: string | undefined;
}

/** What a worker is started with. */
export interface WorkerSetting {
  readonly task: "noise" | "failover";
  /** Whether blocks take guards out of the code that the worker loads. */
  readonly removable?: boolean;
}

/**
 * Runs blocks of seeds in workers, one a core: what a simulation does is this process's own code alone. `heard` is told what each seed
 * came to, in no order, and answers whether to go on.
 */
export async function onAllCores<Found>(
  setting: WorkerSetting,
  blocks: Iterable<Block>,
  heard: (found: readonly Found[], block: Block) => boolean,
  workers = availableParallelism(),
): Promise<void> {
  const left = blocks[Symbol.iterator]();
  let goesOn = true;
  const work = async (): Promise<void> => {
    let worker: Worker | undefined;
    try {
      while (goesOn) {
        const { value: block, done } = left.next();
        if (done) return;
        worker ??= new Worker(new URL("./worker.ts", import.meta.url), { workerData: setting });
        // Rejects where the worker throws.
        const answered = once(worker, "message") as Promise<[readonly Found[]]>;
        worker.postMessage(block);
        const [found] = await answered;
        if (!heard(found, block)) goesOn = false;
      }
    } finally {
      await worker?.terminate();
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
}

export function* blocksOf({ from, count, without }: Block, size: number): Generator<Block> {
  for (let at = from; at < from + count; at += size)
    yield { from: at, count: Math.min(size, from + count - at), without };
}
