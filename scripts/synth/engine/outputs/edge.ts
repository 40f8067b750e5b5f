import { endpointRegions } from "@signalbox/local/services/route53-recovery-cluster/endpoints";
import type { Made, Table } from "../made.ts";

/** Hosted zones of application load balancers, https://docs.aws.amazon.com/general/latest/gr/elb.html */
const balancerZones: Readonly<Record<string, string>> = {
  "us-east-1": "Z35SXDOTRQ7X7K",
  "us-east-2": "Z3AADJGX6KTTL2",
  "us-west-2": "Z1H1FL5HABSF5",
  "eu-west-1": "Z32O12XQLNTSW2",
  "eu-central-1": "Z215JYRZR1TBD5",
  "ap-southeast-1": "Z1LMS91P8CMLE5",
};
/** Of every CloudFront distribution, https://docs.aws.amazon.com/general/latest/gr/cf_region.html */
const cloudFrontZone = "Z2FDTNDATAQYW2";

const web = (kind: string) => (made: Made) => ({
  id: made.uuid(),
  arn:
    made.inputs.scope === "CLOUDFRONT"
      ? made.arn("wafv2", `global/${kind}/${made.named()}/${made.uuid()}`)
      : made.arn("wafv2", `regional/${kind}/${made.named()}/${made.uuid()}`),
});

const policy = (kind: string) => (made: Made) => ({
  id: made.uuid(),
  etag: `E${made.hex(13).toUpperCase()}`,
  arn: made.globalArn("cloudfront", `${kind}/${made.uuid()}`),
});

/** Of a listener, whose own ARN goes on from the load balancer's, as a rule's goes on from the listener's. */
const under = (parent: string, was: string, is: string) => (made: Made) => {
  const arn = `${made.text(parent).replace(`:${was}/`, `:${is}/`)}/${made.hex(16)}`;
  return { id: arn, arn };
};

export const edge: Table = {
  "aws:lb/loadBalancer:LoadBalancer": (made) => {
    const name = made.named();
    const kind = made.inputs.loadBalancerType === "network" ? "net" : "app";
    const dimension = `${kind}/${name}/${made.hex(16)}`;
    const arn = made.arn("elasticloadbalancing", `loadbalancer/${dimension}`);
    const start = made.inputs.internal === true ? "internal-" : "";
    return {
      id: arn,
      arn,
      name,
      arnSuffix: dimension,
      dnsName: `${start}${name}-${made.digits(10)}.${made.region}.elb.amazonaws.com`,
      zoneId: balancerZones[made.region] ?? `Z${made.region}`,
      vpcId: undefined,
    };
  },
  "aws:lb/targetGroup:TargetGroup": (made) => {
    const name = made.named();
    const dimension = `targetgroup/${name}/${made.hex(16)}`;
    const arn = made.arn("elasticloadbalancing", dimension);
    return { id: arn, arn, name, arnSuffix: dimension };
  },
  "aws:lb/listener:Listener": under("loadBalancerArn", "loadbalancer", "listener"),
  "aws:lb/listenerRule:ListenerRule": under("listenerArn", "listener", "listener-rule"),
  "aws:lb/listenerCertificate:ListenerCertificate": (made) => ({
    id: `${made.text("listenerArn")}_${made.text("certificateArn")}`,
  }),
  "aws:acm/certificate:Certificate": (made) => {
    const arn = made.arn("acm", `certificate/${made.uuid()}`);
    const names = [made.text("domainName"), ...[made.inputs.subjectAlternativeNames ?? []].flat()];
    return {
      id: arn,
      arn,
      // One record proves a name in all regions: it follows from the account and the name.
      domainValidationOptions: [...new Set(names)].map((domainName) => ({
        domainName,
        resourceRecordName: `_${made.account}.${domainName}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: `_${made.account}.acm-validations.aws.`,
      })),
    };
  },
  "aws:acm/certificateValidation:CertificateValidation": (made) => ({ id: `validated-${made.hex(16)}` }),
  "aws:cloudfront/distribution:Distribution": (made) => {
    const id = `E${made.hex(13).toUpperCase()}`;
    return {
      id,
      arn: made.globalArn("cloudfront", `distribution/${id}`),
      domainName: `d${made.word(13)}.cloudfront.net`,
      hostedZoneId: cloudFrontZone,
      etag: `E${made.hex(13, "etag").toUpperCase()}`,
    };
  },
  "aws:cloudfront/cachePolicy:CachePolicy": policy("cache-policy"),
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": policy("origin-request-policy"),
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": policy("response-headers-policy"),
  "aws:cloudfront/originAccessControl:OriginAccessControl": policy("origin-access-control"),
  "aws:cloudfront/vpcOrigin:VpcOrigin": policy("vpcorigin"),
  "aws:cloudfront/function:Function": (made) => ({
    id: made.named(),
    arn: made.globalArn("cloudfront", `function/${made.named()}`),
  }),
  "aws:wafv2/webAcl:WebAcl": web("webacl"),
  "aws:wafv2/ipSet:IpSet": web("ipset"),
  "aws:wafv2/ruleGroup:RuleGroup": web("rulegroup"),
  "aws:wafv2/webAclAssociation:WebAclAssociation": (made) => ({ id: made.text("webAclArn") }),
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": (made) => ({
    id: made.text("resourceArn"),
  }),
  "aws:route53/record:Record": (made) => ({
    id: [made.text("zoneId"), made.text("name"), made.text("type"), made.inputs.setIdentifier]
      .filter((part) => part !== undefined)
      .join("_"),
    fqdn: made.text("name"),
  }),
  "aws:route53/healthCheck:HealthCheck": (made) => ({
    id: made.uuid(),
    arn: `arn:aws:route53:::healthcheck/${made.uuid()}`,
  }),
  "aws:route53/zone:Zone": (made) => {
    const id = `Z${made.hex(13).toUpperCase()}`;
    return { id, zoneId: id, arn: `arn:aws:route53:::hostedzone/${id}` };
  },
  "aws:route53recoverycontrol/cluster:Cluster": (made) => {
    const arn = made.globalArn("route53-recovery-control", `cluster/${made.uuid()}`);
    return {
      id: arn,
      arn,
      clusterEndpoints: endpointRegions.map((region) => ({
        endpoint: `https://${made.hex(8, region)}.route53-recovery-cluster.${region}.amazonaws.com/v1`,
        region,
      })),
    };
  },
  "aws:route53recoverycontrol/controlPanel:ControlPanel": (made) => {
    const arn = made.globalArn("route53-recovery-control", `controlpanel/${made.hex(32)}`);
    return { id: arn, arn };
  },
  "aws:route53recoverycontrol/routingControl:RoutingControl": (made) => {
    const arn = `${made.text("controlPanelArn")}/routingcontrol/${made.hex(16)}`;
    return { id: arn, arn };
  },
  "aws:route53recoverycontrol/safetyRule:SafetyRule": (made) => {
    const arn = `${made.text("controlPanelArn")}/safetyrule/${made.hex(16)}`;
    return { id: arn, arn };
  },
};
