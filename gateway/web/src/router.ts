/** Addresses: made from what the areas declare. Who is not signed in sees the sign-in instead, at the same address. */
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { addressOf, areas, type Page } from './areas'
import { inLanguage, loadWords, type Titled } from './i18n'

declare module 'vue-router' {
  interface RouteMeta {
    area?: string
    page?: Page
    title?: Titled
  }
}

const pages: RouteRecordRaw[] = areas.flatMap((area) =>
  area.pages.map((page) => ({
    path: addressOf(area, page),
    name: page.name,
    component: page.component,
    meta: { area: area.name, page, title: page.title },
  })),
)

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', redirect: '/workbench' },
    { path: '/enrol', name: 'enrol', component: () => import('./session/EnrolPage.vue') },
    ...pages,
    { path: '/:rest(.*)*', name: 'unknown', component: () => import('./shell/UnknownPage.vue') },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
})

router.beforeResolve(async (to) => {
  if (to.meta.area) await loadWords(to.meta.area)
})

router.afterEach((to) => {
  document.title = to.meta.title ? `${inLanguage(to.meta.title)} · 掌柜` : '掌柜 Zhanggui'
})

// A page of an older build is gone after an update: fetch the new build instead of showing nothing.
router.onError((error, to) => {
  const text = String(error)
  if (/dynamically imported module|module script failed|preload CSS/i.test(text) && navigator.onLine) location.assign(to.fullPath)
})
