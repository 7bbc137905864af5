/**
 * `script.js` of a widget: shows the newest leads in the right-hand panel of a card, as the user who is signed in to Kommo.
 * It needs no token. Bundle it: `npx esbuild examples/widget.ts --bundle --format=iife --outfile=script.js`.
 */
import { Kommo } from 'kommo-sdk';
import type { Widget, WidgetConstructor } from 'kommo-sdk/widget';

/** The module loader of Kommo's pages. */
declare function define(names: readonly string[], factory: () => WidgetConstructor): void;

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

async function showLeads(widget: Widget): Promise<void> {
  // Calls carry the cookie of the page and reach its own origin only.
  const kommo = new Kommo({ auth: 'session' });
  const { data } = await kommo.leads.list({ limit: 5, order: { created_at: 'desc' } });
  const items = data.map(({ name, price }) => `<li>${escapeHtml(name ?? '')}: ${price}</li>`);
  widget.render_template({ caption: { html: 'Newest leads' }, body: `<ul>${items.join('')}</ul>`, render: '' });
}

define([], () =>
  function (this: Widget) {
    this.callbacks = {
      render: () => {
        void showLeads(this).catch((error: unknown) => console.error(error));
        return true;
      },
      init: () => true,
      bind_actions: () => true,
    };
  });
