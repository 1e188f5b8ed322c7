/** Where addresses are looked for, on the portal and at the workplace. */
export const addressPaths = { page: '/addresses', suggestions: '/addresses/suggestions' } as const;
