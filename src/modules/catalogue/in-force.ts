import type { Clock } from '#kit/clock';
import type { Library } from '#regulations';
import { createCatalogue } from './rules/catalogue.ts';
import type { Catalogue, CatalogueSources } from './rules/catalogue.ts';

/**
 * The catalogue as it is now: the same object until a version of a service takes effect, then another one (PRO-1). What is made from it is
 * kept as long as the object is the same; asking costs a comparison of times (PERF-1).
 */
export type CatalogueInForce = () => Catalogue;

interface Span {
  readonly catalogue: Catalogue;
  readonly from: number;
  /** Before this moment. */
  readonly to: number;
}

export function catalogueInForce(
  library: Pick<Library, 'servicesAt' | 'nextChange'>,
  directory: Omit<CatalogueSources, 'services'>,
  clock: Clock,
): CatalogueInForce {
  const spanFrom = (at: Date): Span => ({
    catalogue: createCatalogue({ ...directory, services: library.servicesAt(at) }),
    from: at.getTime(),
    to: library.nextChange(at)?.getTime() ?? Number.POSITIVE_INFINITY,
  });
  let span = spanFrom(clock.now());
  return () => {
    const at = clock.now();
    // Before it, where a clock was set back: then the earlier versions are in force again.
    if (at.getTime() >= span.to || at.getTime() < span.from) span = spanFrom(at);
    return span.catalogue;
  };
}
