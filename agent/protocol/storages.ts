/** NCALayer's names for the places where keys live (shared/design/pki.md §1). This agent reads PKCS#12 files only. */
const storages = {
  PKCS12: 'file',
  JKS: 'absent',
  AKKaztokenStore: 'absent',
  AKKZIDCardStore: 'absent',
  AKEToken72KStore: 'absent',
  AKEToken5110Store: 'absent',
  AKJaCartaStore: 'absent',
  AKAKEYStore: 'absent',
} as const;

/** NCALayer's words for a storage that cannot be used; undefined where it can. */
export function storageFault(name: string): 'storageName.param.empty' | 'storage.unknown' | 'storage.empty' | undefined {
  if (name === '') return 'storageName.param.empty';
  if (!Object.hasOwn(storages, name)) return 'storage.unknown';
  return name === 'PKCS12' ? undefined : 'storage.empty';
}
