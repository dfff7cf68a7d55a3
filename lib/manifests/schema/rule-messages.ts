/** What a CEL rule wants, in plain words: the finding, and what to do. */
export interface RuleMessage { readonly message: string; readonly help: string }

const DURATION: RuleMessage = { message: 'not a duration of at least 1ms', help: 'write a number with a unit, as "250ms", "1s" or "1h30m"' };
const ONE_TARGET: RuleMessage = { message: 'a policy is attached in two ways: selector and targetRefs exclude each other', help: 'keep selector (sidecars and gateways) or targetRefs (waypoints, Gateway API gateways and services)' };
const NO_NAMESPACE: RuleMessage = { message: 'a target in another namespace is not possible', help: 'remove namespace, and put the policy into the namespace of its target' };
const WASM_URL: RuleMessage = { message: 'not the address of a Wasm module', help: 'use an oci://, https://, http:// or file:// URL' };
const PORT: RuleMessage = { message: 'not a port number', help: 'use a number from 1 to 65535' };
const ONE_CERTIFICATE: RuleMessage = { message: 'tlsCertificates and credentialNames exclude each other', help: 'keep one source of certificates' };
const UDS: RuleMessage = { message: 'a Unix socket needs an absolute path or an abstract name', help: 'write unix:///path/of/socket or unix://@name' };

/** By the text of the rule; the generator stops at a rule without words, and at words without a rule. */
export const RULE_MESSAGES: Readonly<Record<string, RuleMessage>> = {
  "duration(self) >= duration('1ms')": DURATION,
  '(has(self.selector) ? 1 : 0) + (has(self.targetRef) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1': ONE_TARGET,
  '(has(self.selector) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1': ONE_TARGET,
  '(has(self.workloadSelector) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1': {
    message: 'workloadSelector and targetRefs exclude each other', help: 'keep the one that names the proxies to change',
  },
  'self.size() == 0': NO_NAMESPACE,
  '!self.contains("*")': { message: 'a label value of a selector cannot have a wildcard', help: 'selectors match whole values: name the value, or select by another label' },
  'self.all(key, !key.contains("*"))': { message: 'a label key of a selector cannot have a wildcard', help: 'name the label key in full' },
  'self.all(key, key.size() != 0)': { message: 'a selector has an empty label key', help: 'name the label, as app: web' },
  '(has(self.serviceAccounts) || has(self.notServiceAccounts)) ? (!has(self.principals) &&\n!has(self.notPrincipals) && !has(self.namespaces) && !has(self.notNamespaces)) : true': {
    message: 'serviceAccounts and notServiceAccounts cannot stand beside principals or namespaces', help: 'say who may call by service accounts alone, or by principals and namespaces; use two entries of "from" for either-or',
  },
  '0 < self && self <= 65535': PORT,
  'self.all(key, 0 < int(key) && int(key) <= 65535)': { message: 'a key is not a port number', help: 'keys are the ports of the workload, from 1 to 65535' },
  'has(self.context) ? ((self.context == "WAYPOINT") ? has(self.waypoint) : !has(self.waypoint)) : !has(self.waypoint)': {
    message: 'a waypoint match and the context WAYPOINT need each other', help: 'set context: WAYPOINT and waypoint together, or neither',
  },
  '(has(self.tlsCertificates) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1': ONE_CERTIFICATE,
  '(has(self.credentialName) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1': { message: 'credentialName and credentialNames exclude each other', help: 'for several certificates keep credentialNames' },
  '(has(self.credentialNames) ? 1 : 0) + (has(self.tlsCertificates) ? 1 : 0) <= 1': ONE_CERTIFICATE,
  'has(self.portLevelMtls) ? (((has(self.selector) && has(self.selector.matchLabels)) ? self.selector.matchLabels : {}).size() > 0) : true': {
    message: 'portLevelMtls has no effect without a selector', help: 'add selector.matchLabels for the workload whose ports are meant',
  },
  'url(self).getScheme() in ["http", "https"]': { message: 'not an http or https URL', help: 'write the full address of the key set, as https://issuer.example/keys' },
  '(has(self.jwksUri) ? 1 : 0) + (has(self.jwks_uri) ? 1 : 0) + (has(self.jwks) ? 1 : 0) <= 1': { message: 'jwks and jwksUri exclude each other', help: 'keep jwksUri (keys are fetched) or jwks (keys are written here)' },
  'self.startsWith("unix://") ? (self.substring(7, 8) == "/" || self.substring(7, 8) == "@") : true': UDS,
  'self.startsWith("unix://") ? !self.endsWith("/") : true': { message: 'a Unix socket cannot be a directory', help: 'remove the "/" at the end' },
  'self.all(key, size(key) < 63 && key.matches("^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$"))': {
    message: 'a port has an invalid name', help: 'a port name has at most 62 letters, digits and "-", beginning and ending with a letter or digit',
  },
  'has(self.address) || has(self.network)': { message: 'a workload needs an address', help: 'set address; it may be absent only if network is set' },
  '(has(self.address) ? self.address : "").startsWith("unix://") ? !has(self.ports) : true': { message: 'a workload behind a Unix socket has no ports', help: 'remove ports' },
  'self != "*"': { message: 'a ServiceEntry cannot claim every host', help: 'name the host, or a domain as *.example.com' },
  'self.all(l1, self.exists_one(l2, l1.number == l2.number))': { message: 'two ports have the same number', help: 'list every port number once' },
  '(has(self.workloadSelector) ? 1 : 0) + (has(self.endpoints) ? 1 : 0) <= 1': { message: 'workloadSelector and endpoints exclude each other', help: 'select the workloads, or list their addresses' },
  '!((has(self.addresses) ? self.addresses : []).exists(k, k.contains("/")) && !((has(self.resolution) ? self.resolution : "NONE") in ["STATIC", "NONE"]))': {
    message: 'an address range needs resolution NONE or STATIC', help: 'with resolution by DNS, list single addresses only',
  },
  '((has(self.resolution) ? self.resolution : "NONE") == "NONE") ? !has(self.endpoints) : true': {
    message: 'endpoints have no meaning with resolution NONE', help: 'set resolution: STATIC (addresses) or DNS (names), or remove endpoints',
  },
  '((has(self.resolution) ? self.resolution : "") == "DNS_ROUND_ROBIN") ? ((has(self.endpoints) ? self.endpoints : []).size() <= 1) : true': {
    message: 'resolution DNS_ROUND_ROBIN takes one endpoint at most', help: 'keep one endpoint, or set resolution: DNS',
  },
  '((has(self.operation) ? self.operation : "") == "UPSERT") ? (self.value != "") : true': { message: 'UPSERT of a tag needs a value', help: 'set value to the expression of the tag' },
  '((has(self.operation) ? self.operation : "") == "REMOVE") ? !has(self.value) : true': { message: 'REMOVE of a tag takes no value', help: 'remove value' },
  'isURL(self) ? (url(self).getScheme() in ["", "http", "https", "file", "oci"]) : (isURL("http://" + self) &&\nurl("http://" + self).getScheme() in ["", "http", "https", "file", "oci"])': WASM_URL,
  'isURL(self) ? (url(self).getScheme() in ["", "http", "https", "oci", "file"]) : (isURL("http://" + self) &&\nurl("http://" + self).getScheme() in ["", "http", "https", "oci", "file"])': WASM_URL,
  '(has(self.valueFrom) ? self.valueFrom : "") != "HOST" || !has(self.value)': { message: 'a variable taken from the host has no value of its own', help: 'remove value, or set valueFrom: INLINE' },
  'has(self.wasm) != has(self.lua)': { message: 'an extension is either Wasm or Lua', help: 'set exactly one of wasm and lua' },
  'self in ["", "HTTP", "HTTPS"]': { message: 'not a scheme of a probe', help: 'use HTTP or HTTPS' },
};
