/** What one gate may take: the Lambda that asks has 60 s, and some of them for its start and for the ledger. */
export const gateSeconds = 50;
