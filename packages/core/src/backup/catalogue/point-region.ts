/** Where a point lies, by its ARN; that of an object has none, and its bucket's name ends with the region. */
export const regionOfPoint = (arn: string): string =>
  arn.split(":")[3] || (/^arn:[\w-]+:s3:::[^/]*-\d{12}-([\w-]+)\//.exec(arn)?.[1] ?? "");
