export interface Module {
  readonly name: string;
  readonly uses: readonly string[];
  readonly schema: boolean;
  /** Front doors beside `index.ts`, for code that runs in a page. */
  readonly doors?: readonly string[];
  /** A library in all but name: code that runs in a page, rules and the agent may take its parts one by one. */
  readonly library?: true;
  readonly purpose: string;
}
export const modules: readonly Module[];
