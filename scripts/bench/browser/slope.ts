/** How much y grows with one x, by least squares; 0 where all x are one. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [middleX, middleY] = [mean(0), mean(1)];
  let [shared, spread] = [0, 0];
  for (const [x, y] of points) {
    shared += (x - middleX) * (y - middleY);
    spread += (x - middleX) ** 2;
  }
  return spread === 0 ? 0 : shared / spread;
}
