/** Version of the installed @pulumi/kubernetes: its plugin is used, as for its own classes. None installed: the plugin that Pulumi chooses. */
export function providerVersion(): string | undefined {
  try { return (require('@pulumi/kubernetes/package.json') as { version: string }).version; } catch { return undefined; }
}
