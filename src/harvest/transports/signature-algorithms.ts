/** Algorithms of HTTP Message Signatures that this gateway can sign with (RFC 9421 §3.3), the preferred one first. */
export const signatureAlgorithms = ['ed25519', 'ecdsa-p256-sha256', 'rsa-pss-sha512'] as const;
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];
