-- The hub's book of record. Tables live in the schema that the connection's search_path names.

create table config_version (
  version    text primary key,                   -- first 12 characters of the content's SHA-256
  content    jsonb not null,                     -- every file of the configuration: path → text
  created_at timestamptz not null default now()
);

create table setting (
  name  text primary key,
  value jsonb not null
);

-- One arrival of one source, with its parts.
create table delivery (
  id          bigint generated always as identity primary key,
  source      text not null,
  kind        text not null,
  as_of       date not null,
  arrived_at  timestamptz not null default now(),
  files       jsonb not null,                    -- [{name, hash, bytes}]
  content     text not null,                     -- SHA-256 over the parts' hashes, in order
  config      text not null,
  status      text not null check (status in ('landing', 'waiting', 'published', 'refused', 'repeated')),
  read        bigint not null default 0,
  accepted    bigint not null default 0,
  rejected    bigint not null default 0,
  new         bigint not null default 0,
  changed     bigint not null default 0,
  absent      bigint not null default 0,
  findings    jsonb not null default '[]',       -- [{code, severity, field, count}]
  error       jsonb,                             -- why it was refused
  published_in bigint
);
create index delivery_by_source on delivery (source, id desc);

-- One act of the hub: a source landed, the whole resolved and published, comparisons run.
create table run (
  id         bigint generated always as identity primary key,
  kind       text not null check (kind in ('land', 'publish', 'compare')),
  source     text,
  status     text not null check (status in ('running', 'done', 'failed', 'refused', 'interrupted')),
  started_at timestamptz not null default now(),
  ended_at   timestamptz,
  counts     jsonb not null default '{}',
  steps      jsonb not null default '[]',        -- [{name, rows, ms}]
  error      jsonb
);

-- The catalogue of the lake. A file belongs to a family (records, mentions, …) and a part of it (a source or an entity type).
create table lake_file (
  id       bigint generated always as identity primary key,
  family   text not null,
  part     text not null,
  source   text not null default '',
  delivery bigint,
  run      bigint not null,
  version  bigint not null,                      -- order of the files of one part: a later one wins
  path     text not null unique,                 -- relative to the lake's folder
  rows     bigint not null,
  bytes    bigint not null,
  status   text not null check (status in ('waiting', 'live', 'replaced'))
);
create index lake_file_by_part on lake_file (family, part, version) where status <> 'replaced';

-- The published state: one row, moved by the transaction that publishes.
create table published (
  only_row   boolean primary key default true check (only_row),
  run        bigint not null default 0,
  at         timestamptz not null default '-infinity',
  next_entity jsonb not null default '{"person": 1, "company": 1, "house": 1}'
);
insert into published default values;

-- Golden entities: one row per version, on two time axes, the lineage of every value inside it.
-- A first load builds these tables anew under its run's own names and swaps them in; columns and order are the same.
create table person (
  id          text not null,
  attributes  jsonb not null,                    -- attribute → value (normal form)
  lineage     jsonb not null,                    -- attribute → {source, record, role, asOf, rule}
  search_keys text[] not null,                   -- 'attribute:normal form' of every value ever stated that can be searched
  division    text,                              -- code of the division it lies in, for regional rights
  records     integer not null,                  -- how many different statements of sources stand behind it
  sources     text[] not null,
  confidence  text not null,                     -- identifier | address | single | conflict
  valid_from  date not null,
  valid_to    date not null,
  known_from  timestamptz not null,
  known_to    timestamptz not null
);
create table company (like person including all);
create table house (like person including all);
create index person_id on person (id);
create index person_search on person using gin (search_keys) where known_to = 'infinity';
create index company_id on company (id);
create index company_search on company using gin (search_keys) where known_to = 'infinity';
create index house_id on house (id);
create index house_search on house using gin (search_keys) where known_to = 'infinity';

-- Ties of people and companies to houses, dated on both axes.
create table relation (
  relation     text not null,
  subject_type text not null,
  subject      text not null,
  house        text not null,
  valid_from   date,                             -- unknown when null
  valid_to     date,                             -- open when null
  lineage      jsonb not null,                   -- [{source, record}]
  known_from   timestamptz not null,
  known_to     timestamptz not null
);
create index relation_house on relation (house);
create index relation_subject on relation (subject);

-- What became of an id that no longer lives.
create table redirect (
  id      text primary key,
  current text not null,
  run     bigint not null
);
create index redirect_current on redirect (current);

-- Append-only: every change of every entity, in order. It is the id ledger and the change feed in one.
create table ledger (
  sequence    bigint generated always as identity primary key,
  run         bigint not null,
  entity_type text not null,
  entity      text not null,
  change      text not null check (change in ('created', 'changed', 'mergedInto', 'splitFrom', 'retired')),
  other       text                               -- the id merged into or split from
);
create index ledger_entity on ledger (entity);

create table hub_case (
  id          text primary key,                  -- stable: made from comparison and fingerprint
  comparison  text not null,
  fingerprint text not null,                     -- what makes it the same case next time
  severity    text not null,
  grade       text not null check (grade in ('certain', 'probable', 'weak')),
  state       text not null check (state in ('open', 'confirmed', 'dismissed', 'obsolete')),
  entity_type text not null,
  entity      text not null,
  other_type  text,
  other       text,
  valid_from  date,
  valid_to    date,
  amount      numeric(18, 2),
  sentence    jsonb not null,                    -- {en, zh}
  evidence    jsonb not null,
  opened_at   timestamptz not null,
  opened_run  bigint not null,
  changed_at  timestamptz not null,
  changed_by  text not null,
  reason      text,
  unique (comparison, fingerprint)
);
create index hub_case_by_comparison on hub_case (comparison, state);
create index hub_case_by_entity on hub_case (entity);

create table access_key (
  id         text primary key,
  name       text not null unique,
  hash       bytea not null,                     -- SHA-256 of the key; keys are 256 random bits
  grants     jsonb not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

-- Who saw what: append-only, chained per writing process. Nothing personal but ids goes in.
create table audit (
  chain       text not null,                     -- one per writing process
  sequence    bigint not null,
  at          timestamptz not null,
  key         text,                              -- access_key.id; null when unknown
  acting_user text,
  purpose     text,
  case_number text,
  action      text not null,
  outcome     text not null,                     -- delivered | refused:<error code>
  entity_type text,
  entities    text[] not null,
  roles       text,                              -- in what role these entities stood in the question
  fields      text[] not null,
  detail      jsonb not null,
  previous    bytea not null,
  hash        bytea not null,
  primary key (chain, sequence)
);
create index audit_entities on audit using gin (entities);
create index audit_at on audit (at);
