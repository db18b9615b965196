import { type Static, Type } from '@sinclair/typebox';

/*
 * Every limit, default and threshold of the collector that an operator may set, once, with its unit and its reason.
 * `docs/configuration.md`, the environment variables and the flags of `modelwatch serve` are made from this.
 */

const MB = 1024 * 1024;

const section = <T extends Parameters<typeof Type.Object>[0]>(description: string, properties: T) =>
  Type.Object(properties, { description, additionalProperties: false, default: {} });

export const ConfigurationSchema = Type.Object(
  {
    host: Type.String({
      default: '127.0.0.1',
      minLength: 1,
      description:
        'Address to listen on. Loopback unless set, because without tokens anyone who reaches the port may read and ' +
        'write; on any other address the collector refuses to start until a token exists.',
    }),
    port: Type.Integer({
      default: 4180,
      minimum: 0,
      maximum: 65535,
      description: 'TCP port of the API. 0 takes a free one, which is then logged.',
    }),
    dataDir: Type.String({
      default: '.modelwatch/data',
      minLength: 1,
      description:
        'Folder of the database, the journal, the models and the tokens. Made when it is not there.',
    }),
    models: Type.Array(Type.String({ minLength: 1 }), {
      default: [],
      description:
        'Model files (JSON or YAML) that are applied at each start, with their versions and baselines. Relative to ' +
        'the configuration file that names them, else to the working folder.',
    }),
    logLevel: Type.Union(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map((level) => Type.Literal(level)),
      { default: 'info', description: 'Least level that is logged (JSON lines on standard error).' },
    ),
    stopSeconds: Type.Number({
      default: 10,
      minimum: 0,
      description:
        'Seconds that a stop waits for running requests and for the store to catch up. What is acknowledged is ' +
        'durable in the journal in any case, so stopping sooner loses nothing and only leaves work for the next start.',
    }),
    tokens: Type.Array(
      Type.String({
        pattern: '^[^:]{1,100}:(ingest|query|operate)(\\+(ingest|query|operate))*:[A-Za-z0-9_-]{32,200}$',
      }),
      {
        default: [],
        description:
          'Tokens given by the surroundings, as NAME:SCOPE+SCOPE:SECRET, for containers that get their secrets that ' +
          'way; they count beside those of the tokens file. A secret has at least 32 letters, digits, dashes or ' +
          'underscores.',
      },
    ),
    http: section('The HTTP server.', {
      bodyLimitBytes: Type.Integer({
        default: 32 * MB,
        minimum: 1024,
        description:
          'Largest body of a request, before and after decompression. Room for 50,000 events of 600 bytes; more ' +
          'only makes a failed request dearer to repeat.',
      }),
      modelLimitBytes: Type.Integer({
        default: 512 * MB,
        minimum: 1024,
        description: 'Largest ONNX or baseline file that can be uploaded.',
      }),
      requestSeconds: Type.Number({
        default: 60,
        exclusiveMinimum: 0,
        description:
          'Seconds in which a request must have arrived whole. A client that stalls longer gets 408 and is cut off, ' +
          'so that it cannot hold memory for ever.',
      }),
      stallSeconds: Type.Number({
        default: 15,
        exclusiveMinimum: 0,
        description:
          'Seconds that may pass between two pieces of a body of events before it is given up with 408.',
      }),
      tlsKeyFile: Type.String({
        default: '',
        description: 'Private key (PEM). With a certificate the API is served over TLS; empty: plain HTTP.',
      }),
      tlsCertificateFile: Type.String({ default: '', description: 'Certificate chain (PEM) of the key.' }),
    }),
    security: section('Who may do what.', {
      tokensFile: Type.String({
        default: '',
        description:
          'File of the hashed tokens (written by `modelwatch token create`); empty: `tokens.json` in the data ' +
          'folder. Read again when it changes.',
      }),
      maskKey: Type.String({
        default: '',
        description:
          'Key of the `hash` masking rule (HMAC-SHA-256). Required as soon as a model masks by hash: without a key ' +
          'a hash of a guessable value can be guessed back.',
      }),
    }),
    ingest: section('Events on their way in.', {
      maximumEvents: Type.Integer({
        default: 50_000,
        minimum: 1,
        description:
          'Most events in one request. One request is one answer: larger ones only wait longer for it.',
      }),
      maximumInFlightBytes: Type.Integer({
        default: 128 * MB,
        minimum: 1024,
        description:
          'Bytes of bodies that are being taken in at the same moment. Above it requests get 429 with Retry-After, ' +
          'so that a burst costs time and not the process.',
      }),
      quarantineBytes: Type.Integer({
        default: 8192,
        minimum: 0,
        description: 'Most bytes of a refused event that are kept beside the reason.',
      }),
      futureSeconds: Type.Number({
        default: 3600,
        minimum: 0,
        description:
          'Seconds that the time of an event may lie ahead of the clock before it is quarantined. Clocks differ by ' +
          'seconds and batches are stamped minutes ahead; beyond an hour it is a wrong zone or unit.',
      }),
      oldestYear: Type.Integer({
        default: 2000,
        minimum: 1970,
        maximum: 9999,
        description:
          'Year before which no event is believed. Backfills of decades are welcome; times in the wrong unit fall ' +
          'into 1970.',
      }),
    }),
    journal: section('The durable log in front of the store.', {
      maximumBytes: Type.Integer({
        default: 4096 * MB,
        minimum: MB,
        description:
          'Most bytes that wait for the store. Above it events are refused with 503 and Retry-After: a full disk ' +
          'would lose what is accepted already.',
      }),
    }),
    store: section('The embedded database.', {
      memoryMb: Type.Integer({
        default: 1024,
        minimum: 128,
        description:
          'Memory limit of DuckDB in megabytes. Beyond it sorts and joins spill to disk and take longer.',
      }),
      threads: Type.Integer({
        default: 0,
        minimum: 0,
        description: 'Threads of DuckDB; 0: one for each core.',
      }),
      checkpointSeconds: Type.Number({
        default: 300,
        exclusiveMinimum: 0,
        description: 'Seconds between checkpoints. What is not in one is read again from its log at a start.',
      }),
    }),
    replay: section('Replay of the past through models.', {
      threads: Type.Integer({
        default: 1,
        minimum: 1,
        maximum: 256,
        description:
          'Worker threads that score. One keeps a core for ingest and queries on a machine with two.',
      }),
      batchSeconds: Type.Number({
        default: 60,
        exclusiveMinimum: 0,
        description:
          'Seconds within which a model must open, and come back from each batch of at most 8,192 rows. A run whose ' +
          'model does not is ended with that reason.',
      }),
    }),
    shadow: section('Candidates that answer live predictions beside production.', {
      maximum: Type.Integer({
        default: 2,
        minimum: 0,
        maximum: 64,
        description: 'Candidates that may run at once, of all models. Each has a thread of its own.',
      }),
      queueRows: Type.Integer({
        default: 10_000,
        minimum: 256,
        description:
          'Predictions of each candidate that may wait. Beyond them they are dropped and counted: taking events in is ' +
          'never slowed.',
      }),
    }),
    webhook: section('Who is told of verdicts on candidates and of retrainings that are due.', {
      url: Type.String({
        default: '',
        pattern: '^(https?://.+)?$',
        description:
          'Address to which a shadow that stopped itself and the verdict on a watched canary are posted as JSON, again ' +
          'and again for a day until it answers 2xx. Empty: nobody is told.',
      }),
      secret: Type.String({
        default: '',
        description:
          'Key of the signature (HMAC-SHA-256, in the headers of Standard Webhooks), as text or as base64 behind ' +
          '`whsec_`. Required with an address.',
      }),
    }),
    retraining: section('How training jobs are asked, by the triggers of model files.', {
      everySeconds: Type.Number({
        default: 300,
        exclusiveMinimum: 0,
        description: 'Seconds between two looks at every trigger.',
      }),
      folder: Type.String({
        default: '',
        description:
          'Folder into which each request is written as `ID.json`, for jobs that watch one; empty: only the webhook is told.',
      }),
    }),
    retention: section('What is kept how long.', {
      days: Type.Integer({
        default: 400,
        minimum: 1,
        description:
          'Days that predictions are kept, unless the model says otherwise. 400 is a year and a month: a season can ' +
          'be compared with the one before.',
      }),
      sweepSeconds: Type.Number({
        default: 3600,
        exclusiveMinimum: 0,
        description: 'Seconds between two sweeps that delete what is older.',
      }),
    }),
    backup: section('Backups of a running collector.', {
      dir: Type.String({
        default: '',
        description:
          'Folder in which `POST /v1/backups` makes a folder for each backup; empty: `backups` in the data folder. One ' +
          'on another disk survives the loss of this one.',
      }),
    }),
    readiness: section('When the collector calls itself ready.', {
      behindSeconds: Type.Number({
        default: 120,
        exclusiveMinimum: 0,
        description:
          'How old the oldest acknowledged event that cannot be queried may be. Beyond it `/readyz` answers 503. The ' +
          'measure collector.behind has the same threshold.',
      }),
    }),
  },
  { $id: 'Configuration', additionalProperties: false },
);

export type Configuration = Static<typeof ConfigurationSchema>;
