/** What AWS itself copies from region to region. */
export const copies = ["database", "files", "secrets"] as const;
export type Copied = (typeof copies)[number];

/** How regions hear of one another, for what AWS's services carry between them. */
export interface Links {
  /** Whether what one region sends arrives in the other. Of one region alone: whether it runs. */
  join(one: string, other: string): boolean;
  /** How much later than usual what comes from another region arrives, in milliseconds; Infinity while nothing does. */
  lateMs(what: Copied, from: string, to: string): number;
  /** Calls when one of these may have changed. */
  watch(listener: () => void): () => void;
}

export const soundLinks: Links = { join: () => true, lateMs: () => 0, watch: () => () => {} };
