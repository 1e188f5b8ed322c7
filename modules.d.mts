export interface Module {
  readonly name: string;
  readonly uses: readonly string[];
  readonly schema: boolean;
  readonly purpose: string;
}
export const modules: readonly Module[];
