import { defineConfig } from 'vitepress';
// Written by scripts/build/docs.ts, which also copies the pages to site/source.
import sidebar from '../../site/sidebar.json' with { type: 'json' };

export default defineConfig({
  title: 'kommo-sdk',
  description: 'A typed TypeScript SDK for the Kommo (amoCRM) v4 API',
  srcDir: '../site/source',
  outDir: '../site/dist',
  cacheDir: '../site/cache',
  // The path that the site is served from.
  base: process.env['DOCS_BASE'] ?? '/',
  lastUpdated: false,
  // In one file instead of in each page.
  metaChunk: true,
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  markdown: {
    config(md) {
      const inline = md.renderer.rules.code_inline;
      // Flags stay whole, see theme/style.css.
      md.renderer.rules.code_inline = (...args) =>
        (inline?.(...args) ?? '').replace(/(?<=[>\s|[(])--?[a-z][\w-]*/g, '<span class="whole">$&</span>');
    },
  },
  themeConfig: {
    nav: [
      { text: 'Guides', link: '/guide/auth' },
      { text: 'API reference', link: '/reference/' },
      { text: 'Entities', link: '/entities/' },
      { text: 'Operations', link: '/operations/' },
      { text: 'Changelog', link: '/CHANGELOG' },
    ],
    sidebar,
    outline: [2, 3],
    search: {
      provider: 'local',
      // Guides are searched. Reference pages are found by the names in the sidebar.
      options: {
        _render: (src, env, md) => (/^(guide|index|entities)/.test(env.relativePath) ? md.render(src, env) : ''),
      },
    },
  },
});
