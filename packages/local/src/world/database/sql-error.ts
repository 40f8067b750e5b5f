/** What PostgreSQL refuses, by SQLSTATE: https://www.postgresql.org/docs/18/errcodes-appendix.html */
export class SqlError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SqlError";
    this.code = code;
  }
}
