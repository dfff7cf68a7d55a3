/** Addresses inside of a node. Each node has a network of its own, so they are the same in all. */
export const addresses = {
  node: '10.77.0.1',
  server: 'https://10.77.0.1:6443',
  pods: '10.77.1.0/24',
  loadBalancers: '10.77.2.0/24',
  services: '10.96.0.0/16',
  services6: 'fd00:96::/112',
  /** Of the Service `kubernetes`. */
  api: '10.96.0.1',
  dns: '10.96.0.10',
} as const;
