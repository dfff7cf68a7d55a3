import { object } from './yaml';

export const peer = (name: string, spec: string, namespace = 'shop'): string => object('security.istio.io/v1', 'PeerAuthentication', name, spec, namespace);
export const allow = (name: string, spec: string, namespace = 'shop'): string => object('security.istio.io/v1', 'AuthorizationPolicy', name, spec, namespace);
export const tokens = (name: string, spec: string, namespace = 'shop'): string => object('security.istio.io/v1', 'RequestAuthentication', name, spec, namespace);
