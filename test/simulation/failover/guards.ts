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
    /** Stands there instead; `OUT` is true while the guard is taken out. */
    readonly put: string;
  }[];
  /** A seed that harms without it, and what does not hold then; `npm run simulate -- --without NAME` finds others when plans change. */
  readonly harm: { readonly seed: number; readonly invariant: string };
}

const failover = "functions/src/failover";

export const guards: readonly GuardRemoval[] = [
  {
    name: "quorum",
    says: "two of three observers have to see it",
    edits: [
      {
        file: "core/src/failover/agreement.ts",
        find: "export const quorum = 2;",
        // A number that is read anew each time.
        put: "export const quorum = { [Symbol.toPrimitive]: () => (OUT ? 1 : 2) };",
      },
    ],
    harm: { seed: 5, invariant: "I5" },
  },
  {
    name: "epoch-check",
    says: "each act asks first whether its epoch is still in force",
    edits: [
      {
        file: `${failover}/fence.ts`,
        find: "  const raised = await updateItem(",
        put: "  if (OUT) return;\n  const raised = await updateItem(",
      },
    ],
    harm: { seed: 116, invariant: "I3" },
  },
  {
    name: "lease-wait",
    says: "nothing is promoted before the old region's leases have ended",
    edits: [
      {
        file: "core/src/failover/lease.ts",
        find: "claimedAt + leaseMs + skewMs",
        put: "claimedAt + (OUT ? 0 : leaseMs + skewMs)",
      },
    ],
    harm: { seed: 3, invariant: "I1" },
  },
  {
    name: "hold-down",
    says: "no second failover before a person has looked at the first",
    edits: [
      {
        file: "core/src/failover/decide.ts",
        find: "  if (unacknowledged)\n",
        put: "  if (unacknowledged && !OUT)\n",
      },
    ],
    harm: { seed: 37, invariant: "hold" },
  },
  {
    name: "idempotency",
    says: "a step that runs again does not act again",
    edits: [
      {
        file: `${failover}/steps/claim-epoch.ts`,
        find: "if (current?.owner === visit.execution)",
        put: "if (current?.owner === visit.execution && !OUT)",
      },
    ],
    harm: { seed: 41, invariant: "I7" },
  },
  {
    name: "readiness",
    says: "only a region that was found ready is activated",
    edits: [
      {
        file: "core/src/failover/decide.ts",
        find: "  if (readyAt === undefined || now - readyAt > readyForMs)\n",
        put: "  if ((readyAt === undefined || now - readyAt > readyForMs) && !OUT)\n",
      },
    ],
    harm: { seed: 13, invariant: "ready" },
  },
  {
    name: "sidecar",
    says: "tasks of the region that was left end with their lease",
    edits: [
      {
        file: "functions/src/keeper/keep.ts",
        find: "return renews(region, await ask(), places);",
        put: "return OUT || renews(region, await ask(), places);",
      },
    ],
    harm: { seed: 1, invariant: "I1" },
  },
];
