import type { Access } from '#identity';
import type { Html } from '#kit/html';
import type { Route } from '#kit/http';
import { accessibilityPage, helpPage, partsPage } from '#ui';
import type { PageContext } from '#ui';

/** Pages that the portal and the workplace have alike. */
export function pagesEverywhere(): Route<Access>[] {
  const page = (url: string, access: Access, view: (context: PageContext) => Html): Route<Access> => ({
    method: 'GET',
    url,
    access,
    handler: (request) => view(request.page),
  });
  return [
    page('/help', 'everyone', helpPage),
    page('/accessibility', 'everyone', accessibilityPage),
    page('/dev/parts', 'development', partsPage),
  ];
}
