import type { Registry } from "./registry.ts";

/** Ends the health checks, the deregistrations, the metrics and the listeners of all regions. */
export async function stopAll(registries: readonly Registry[]): Promise<void> {
  const closing: (Promise<void> | undefined)[] = [];
  for (const { loadBalancers, listeners, targetGroups } of registries) {
    for (const { deleted } of loadBalancers.values()) deleted.abort();
    for (const { targets } of targetGroups.values()) for (const { watch } of targets) watch?.abort();
    for (const { open } of listeners.values()) closing.push(open?.close());
  }
  await Promise.all(closing);
}
