{% load i18n %}{% get_current_language as language %}{% url 'offline' as offline %}// Stands between the pages and the network, and answers only where the network does not: with a copy of the story that
// this browser holds, or with the page that says why there is nothing. What the network answers is always what is shown.
const SHELL = "shell-{{ release|escapejs }}";
const OFFLINE = "{{ offline|escapejs }}";
const COPY = "{% filter escapejs %}{% translate 'You are offline. This is the copy that your browser kept on %s; the story may have been corrected or withdrawn since.' %}{% endfilter %}";
const STORY = /(?:\/articles\/\d{4}\/\d\d\/\d\d\/[^/]*-|\/a\/)(\d{1,18})\/?$/;
const PART = /(?:href|src)="(\/(?:static|media)\/[^"]+)"/g;

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (/^\/(static|media)\//.test(url.pathname)) event.respondWith(part(request));
});

async function fill() {
  const cache = await caches.open(SHELL);
  const answer = await fetch(OFFLINE, { cache: "reload", credentials: "omit" });
  const parts = new Set([...(await answer.clone().text()).matchAll(PART)].map(([, address]) => address));
  await cache.addAll(parts);
  await cache.put(OFFLINE, answer);
  await self.skipWaiting();
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function page(event, url) {
  const story = STORY.exec(url.pathname)?.[1];
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    if (story && (answer.status === 404 || answer.status === 410)) await caches.delete(`story-${story}`);
    return answer;
  } catch {
    return (story && (await copy(story))) || (await caches.match(OFFLINE, { ignoreVary: true })) || Response.error();
  }
}

async function part(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const held = await caches.match(request.url, { ignoreVary: true });
    if (held) return held;
    throw error;
  }
}

async function copy(story) {
  if (!(await caches.has(`story-${story}`))) return null;
  const held = await (await caches.open(`story-${story}`)).match("/page", { ignoreVary: true });
  if (!held) return null;
  const day = new Date(held.headers.get("date")).toLocaleDateString("{% if language == "en" %}en-GB{% else %}{{ language|escapejs }}{% endif %}", { dateStyle: "long" });
  const notice = `<p class="page kept-copy" role="status">${COPY.replace("%s", day)}</p>`;
  const html = (await held.text()).replace(/<main\b/, (main) => notice + main);
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  const policy = held.headers.get("content-security-policy");
  return new Response(html, { headers: policy ? { ...headers, "Content-Security-Policy": policy } : headers });
}
