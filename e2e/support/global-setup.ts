import { startProduct } from './product.ts';

/** Starts the production build once for all browser tests; the result stops it. Tests read {@link ProductFacts} from E2E_PRODUCT. */
export default async function setup(): Promise<() => Promise<void>> {
  const { stop, pidOf, ...facts } = await startProduct({ RATE_LIMIT_PER_MINUTE: '100000' });
  process.env.E2E_PRODUCT = JSON.stringify(facts);
  return stop;
}
