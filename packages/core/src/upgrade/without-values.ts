/**
 * A database's words without the values of rows that it may quote: errors about data, class 22, cite what they could not read,
 * https://www.postgresql.org/docs/current/errcodes-appendix.html. Other classes cite names.
 */
export const withoutValues = (sqlstate: string | undefined, message: string): string =>
  sqlstate?.startsWith("22") ? message.replaceAll(/"[^"]*"/g, '"…"') : message;
