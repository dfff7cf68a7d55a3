/** The built-in templates, by the names under which pods and istiod ask for them. */
export const TEMPLATE_NAMES = ['sidecar', 'gateway', 'grpc-agent', 'grpc-simple', 'kube-gateway', 'waypoint', 'agentgateway', 'agentgateway-waypoint'] as const;
export type TemplateName = (typeof TEMPLATE_NAMES)[number];
