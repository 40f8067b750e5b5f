/** What a report says of its cost, USD. */
export const costText = (usd: number): string =>
  `about ${usd.toFixed(4)} USD at list price, which is what a promotion under its policy costs`;
