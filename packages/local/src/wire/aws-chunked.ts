import { malformed } from "./conform.ts";
import type { WireRequest } from "./protocol.ts";

/**
 * The request with its body whole, where the client sent it in AWS's own chunks: `size;chunk-signature=…\r\n` before each,
 * and trailers with checksums after the last, which are not compared.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function unchunked(request: WireRequest): WireRequest {
  const { headers, body } = request;
  const encodings = (headers["content-encoding"] ?? "").split(",").map((name) => name.trim());
  const isChunked =
    encodings.includes("aws-chunked") || `${headers["x-amz-content-sha256"]}`.startsWith("STREAMING-");
  if (!isChunked) return request;
  const others = encodings.filter((name) => name !== "aws-chunked" && name !== "").join(",");
  const { "content-encoding": _, ...rest } = headers;
  return {
    ...request,
    headers: others === "" ? rest : { ...rest, "content-encoding": others },
    body: joined(body),
  };
}

function joined(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf("\r\n", at);
    const size = /^[0-9a-f]+/i.exec(body.toString("latin1", at, end < 0 ? at : end))?.[0];
    if (size === undefined) throw malformed("a chunk of the body does not say its size");
    const length = Number.parseInt(size, 16);
    if (length === 0) return Buffer.concat(chunks);
    const from = end + 2;
    if (from + length > body.length) throw malformed("a chunk of the body is shorter than it says");
    chunks.push(body.subarray(from, from + length));
    at = from + length + 2;
  }
}
