/** How one guard is taken out of the production code. */
export interface GuardRemoval {
  readonly name: string;
  /** What it keeps from happening. */
  readonly says: string;
  readonly edits: readonly {
    /** Under packages/. */
    readonly file: string;
    /** Stands there once. */
    readonly find: string;
    readonly put: string;
  }[];
}

export const guards: readonly GuardRemoval[] = [
  {
    name: "quorum",
    says: "two of three observers have to see it",
    edits: [
      {
        file: "core/src/failover/agreement.ts",
        find: "export const quorum = 2;",
        put: "export const quorum = 1;",
      },
    ],
  },
];
