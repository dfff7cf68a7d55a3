import type { Schema } from '../schema-file';

/** What Istio's own validation asks of single fields, by message; rules between fields stand in `lib/control-plane/istio/mesh-config`. */
interface Facts { readonly required?: readonly string[]; readonly fields?: Readonly<Record<string, Schema>> }

const PORT: Schema = { minimum: 1, maximum: 65535 };
/** A provider that is reached by the network. */
const reached: Facts = { required: ['port', 'service'], fields: { port: PORT } };

export const MESH_CONFIG_FACTS: Readonly<Record<string, Facts>> = {
  MeshConfig: { fields: { proxyListenPort: PORT } },
  ProxyConfig: { fields: { proxyAdminPort: PORT, statusPort: PORT } },
  ExtensionProvider: { required: ['name'] },
  EnvoyExternalAuthorizationHttpProvider: reached,
  EnvoyExternalAuthorizationGrpcProvider: reached,
  ZipkinTracingProvider: reached,
  LightstepTracingProvider: { ...reached, required: ['accessToken', 'port', 'service'] },
  DatadogTracingProvider: reached,
  SDSProvider: reached,
  SkyWalkingTracingProvider: reached,
  OpenCensusAgentTracingProvider: reached,
  OpenTelemetryTracingProvider: reached,
  EnvoyHttpGrpcV3LogProvider: reached,
  EnvoyTcpGrpcV3LogProvider: reached,
  EnvoyOpenTelemetryLogProvider: reached,
  // Istio takes any, and then selects nothing.
  LabelSelectorRequirement: { required: ['key', 'operator'], fields: { operator: { enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'] } } },
  NetworkIstioNetworkGateway: { required: ['port'], fields: { port: PORT } },
};
