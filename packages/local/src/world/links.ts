/** What AWS itself copies from region to region. */
export const copies = ["database", "files", "secrets"] as const;
export type Copied = (typeof copies)[number];

/** How regions hear of one another, for what AWS's services carry between them. */
export interface Links {
  /** Whether what one place sends arrives in the other; undefined is outside all regions. Of one region alone: whether it runs. */
  join(one: string | undefined, other: string): boolean;
  /** How much later than usual what comes from another region arrives, in milliseconds; Infinity while nothing does. */
  lateMs(what: Copied, from: string, to: string): number;
  /** Calls when one of these may have changed. */
  watch(listener: () => void): () => void;
}

/** Whether anything runs in a region. */
export const runs = (links: Links, region: string): boolean => links.join(region, region);

/** Resolves once something runs there. */
export async function running(links: Links, region: string): Promise<void> {
  while (!runs(links, region))
    await new Promise<void>((resolve) => {
      const end = links.watch(() => {
        end();
        resolve();
      });
    });
}

export const soundLinks: Links = { join: () => true, lateMs: () => 0, watch: () => () => {} };
