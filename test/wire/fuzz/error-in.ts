/** Where each protocol says which error it is. */
export function errorIn(contentType: string): RegExp {
  if (contentType === "text/xml") return /^<ErrorResponse.*<Code>[\w.]+<\/Code>.*<\/ErrorResponse>$/s;
  if (contentType.startsWith("application/x-amz-json")) return /^\{"__type":"[\w.#]+"/;
  return contentType === "application/cbor" ? /__type/ : /"message":/i;
}
