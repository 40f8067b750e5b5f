import type { InfraPromise } from "../promise.ts";
import { ofType, unless, valueIn, wrong } from "../view/resources.ts";
import { listOf } from "../view/values.ts";

const never = [
  "aws:lambda/functionUrl:FunctionUrl",
  "aws:apigatewayv2/api:Api",
  "aws:apigateway/restApi:RestApi",
  "aws:globalaccelerator/accelerator:Accelerator",
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
];
const closed = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const publicDoors: InfraPromise = {
  name: "nothing can be reached from the internet but the public load balancer and CloudFront",
  check: (graph) => {
    const balancers = ofType(graph, "aws:lb/loadBalancer:LoadBalancer").filter(
      (balancer) => valueIn(balancer, "internal") !== true,
    );
    const perRegion = Map.groupBy(balancers, ({ region }) => region);
    const shut = new Set(
      ofType(graph, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
        .filter((block) => closed.every((door) => valueIn(block, door) === true))
        .map((block) => String(valueIn(block, "bucket"))),
    );
    return [
      ...[...perRegion.values()].flatMap((several) =>
        several.slice(1).map((one) => wrong(one, "is a second door")),
      ),
      ...ofType(graph, ...never).map((one) => wrong(one, "is a door to the internet")),
      ...ofType(graph, "aws:s3/bucket:Bucket").flatMap((bucket) =>
        unless(shut.has(bucket.id), bucket, "does not block all public access"),
      ),
      ...ofType(graph, "aws:rds/clusterInstance:ClusterInstance", "aws:rds/instance:Instance").flatMap(
        (one) => unless(valueIn(one, "publiclyAccessible") !== true, one, "is publicly accessible"),
      ),
      ...ofType(graph, "aws:ec2/launchTemplate:LaunchTemplate").flatMap((one) =>
        listOf(valueIn(one, "networkInterfaces")).some((face) =>
          JSON.stringify(face).includes('"associatePublicIpAddress":"true"'),
        )
          ? [wrong(one, "gives its instances public addresses")]
          : [],
      ),
    ];
  },
};
