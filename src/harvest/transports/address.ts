const secretName = /key|token|secret|passw|auth|signature|^sig$|^x-amz-|credential|cookie/i;

/** Whether the value of a header or parameter of this name is probably a secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

/** A web address as it may be shown: without credentials and fragment, and with the values of secret parameters masked. */
export function shownAddress(address: URL): string {
  const shown = new URL(address);
  shown.username = '';
  shown.password = '';
  shown.hash = '';
  for (const name of new Set(shown.searchParams.keys())) if (isSecretName(name)) shown.searchParams.set(name, '***');
  return shown.href;
}

/** `host:port`, lower case, the port always there, an IPv6 address without brackets. */
export function hostAndPort(hostname: string, port: string, protocol: string): string {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return `${host}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`;
}
