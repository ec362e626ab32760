const secretName =
  /(^|[-_.])(key|auth|sig)$|(api|access|auth|app|client|consumer|private|secret|subscription)[-_.]?key|token|secret|passw|authori[sz]ation|signature|credential|cookie|^x-(amz|auth)-/i;

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

/** The same address with the values of query parameters, in the place of others of the same names. */
export function withParameters(address: URL, parameters: Readonly<Record<string, string>>): URL {
  const changed = new URL(address);
  for (const [name, value] of Object.entries(parameters)) changed.searchParams.set(name, value);
  return changed;
}

/** The same address without query parameters of some names. */
export function withoutParameters(address: URL, names: readonly string[]): URL {
  const present = names.filter((name) => address.searchParams.has(name));
  if (present.length === 0) return address;
  const changed = new URL(address);
  for (const name of present) changed.searchParams.delete(name);
  return changed;
}
