import { newestLists } from '#authority';
import type { TrustMaterials } from '#documents';
import type { Ground } from '../services.ts';

/** What the scanning page needs to verify without a network: our root and the newest lists. */
export async function trustMaterials({ authority }: Ground): Promise<TrustMaterials> {
  return { roots: [{ label: 'Birtereze', certificate: authority.rootCertificate }], crls: await newestLists(authority) };
}
