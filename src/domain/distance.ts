interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const radiusKm = 6371.0088;

/** Great-circle distance in km on the sphere of the earth's mean radius (haversine formula). */
export function distanceKm(a: Point, b: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const sin = (angle: number) => Math.sin(angle / 2) ** 2;
  const chord =
    sin(radians(b.latitude - a.latitude)) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * sin(radians(b.longitude - a.longitude));
  return 2 * radiusKm * Math.asin(Math.min(1, Math.sqrt(chord)));
}
