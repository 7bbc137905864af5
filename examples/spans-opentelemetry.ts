/**
 * Spans for OpenTelemetry: one for each call, and below it one for each attempt, so that retries and waits are visible. The SDK reports
 * both on diagnostics channels of Node. They hold no query, body or token.
 *
 * `npm install @opentelemetry/api @opentelemetry/sdk-trace-base`. A service that has set up OpenTelemetry needs only `traceKommo()`.
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';
import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { BasicTracerProvider, ConsoleSpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { Kommo } from 'kommo-sdk';

/** What both channels report. */
interface Report {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly attempt?: number;
  status?: number;
  error?: unknown;
}

export function traceKommo(): void {
  const tracer = trace.getTracer('kommo-sdk');
  const parent = new AsyncLocalStorage<Span>();
  for (const [name, kind] of [
    ['kommo-sdk:call', SpanKind.INTERNAL],
    ['kommo-sdk:attempt', SpanKind.CLIENT],
  ] as const) {
    const spans = new WeakMap<object, Span>();
    const channel = tracingChannel<Span, Report>(name);
    // Runs at the start. What it returns is the parent of all that starts inside.
    channel.start.bindStore(parent, (report) => {
      const { method, path, host, attempt } = report;
      const outer = parent.getStore();
      const span = tracer.startSpan(
        // One name for leads/1 and leads/2, as dashboards group by it.
        `${method} ${path.replace(/\/\d+(?=\/|$)/g, '/{id}')}`,
        {
          kind,
          attributes: {
            'http.request.method': method,
            'server.address': host,
            'url.path': path,
            ...(attempt !== undefined && attempt > 1 ? { 'http.request.resend_count': attempt - 1 } : {}),
          },
        },
        outer ? trace.setSpan(context.active(), outer) : context.active(),
      );
      spans.set(report, span);
      return span;
    });
    channel.asyncEnd.subscribe((message) => {
      const { status, error } = message as Report;
      const span = spans.get(message as Report);
      if (status !== undefined) span?.setAttribute('http.response.status_code', status);
      if (error instanceof Error) {
        span?.recordException(error);
        span?.setStatus({ code: SpanStatusCode.ERROR, message: error.name });
      }
      span?.end();
    });
  }
}

trace.setGlobalTracerProvider(
  new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new ConsoleSpanExporter())] }),
);
traceKommo();

const kommo = Kommo.fromEnv();
const { data } = await kommo.leads.list({ limit: 5 });
const [first] = data;
if (first) await kommo.leads.get(first.id);
